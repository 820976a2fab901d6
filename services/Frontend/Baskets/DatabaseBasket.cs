using Frontend.Data;
using Frontend.Orders;
using Microsoft.EntityFrameworkCore;

namespace Frontend.Baskets;

/// <summary>The basket of a customer who is logged in: the same on every device.</summary>
internal sealed class DatabaseBasket(FrontendDatabase database, TimeProvider time, string subject) : IBasketStore
{
    public async Task<IReadOnlyList<BasketItem>> GetAsync(CancellationToken cancellationToken) =>
        await database.UseAsync(context => context.BasketLines.AsNoTracking()
            .Where(line => line.Subject == subject)
            .OrderBy(line => line.ProductId)
            .Select(line => new BasketItem(line.ProductId, line.Quantity))
            .ToListAsync(cancellationToken));

    // One statement a line, understood by both databases: two browser tabs that add at the same time lose nothing.
    public Task AddAsync(IReadOnlyList<BasketItem> items, OrderLimits limits, CancellationToken cancellationToken) =>
        ForEachAsync(items, (context, item) => context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "BasketLines" ("Subject", "ProductId", "Quantity") SELECT {subject}, {item.ProductId}, {item.Quantity}
            WHERE (SELECT COUNT(*) FROM "BasketLines" WHERE "Subject" = {subject} AND "ProductId" <> {item.ProductId}) < {limits.Lines}
            ON CONFLICT ("Subject", "ProductId") DO UPDATE SET "Quantity" =
                CASE WHEN "BasketLines"."Quantity" + excluded."Quantity" > {limits.Quantity} THEN {limits.Quantity}
                ELSE "BasketLines"."Quantity" + excluded."Quantity" END
            """,
            cancellationToken), cancellationToken);

    public Task SetAsync(IReadOnlyList<BasketItem> items, CancellationToken cancellationToken) =>
        ForEachAsync(items, (context, item) => item.Quantity <= 0
            ? context.BasketLines.Where(line => line.Subject == subject && line.ProductId == item.ProductId).ExecuteDeleteAsync(cancellationToken)
            : context.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "BasketLines" ("Subject", "ProductId", "Quantity") VALUES ({subject}, {item.ProductId}, {item.Quantity})
                ON CONFLICT ("Subject", "ProductId") DO UPDATE SET "Quantity" = excluded."Quantity"
                """,
                cancellationToken), cancellationToken);

    /// <summary>Takes out what has been ordered, once for each checkout however often its form is sent.</summary>
    public Task TakeOrderedAsync(Guid attempt, IReadOnlyList<BasketItem> ordered, CancellationToken cancellationToken) =>
        database.UseAsync(async context =>
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            var isFirst = await context.Database.ExecuteSqlAsync(
                $"""INSERT INTO "FinishedCheckouts" ("Attempt", "FinishedAt") VALUES ({attempt}, {time.GetUtcNow().ToUnixTimeMilliseconds()}) ON CONFLICT ("Attempt") DO NOTHING""",
                cancellationToken) == 1;
            if (isFirst)
            {
                foreach (var item in InLockOrder(ordered))
                {
                    var line = context.BasketLines.Where(l => l.Subject == subject && l.ProductId == item.ProductId);
                    await line.ExecuteUpdateAsync(set => set.SetProperty(l => l.Quantity, l => l.Quantity - item.Quantity), cancellationToken);
                    await line.Where(l => l.Quantity <= 0).ExecuteDeleteAsync(cancellationToken);
                }
            }

            await transaction.CommitAsync(cancellationToken);
            return isFirst;
        });

    private Task<int> ForEachAsync(IReadOnlyList<BasketItem> items, Func<FrontendDbContext, BasketItem, Task<int>> execute, CancellationToken cancellationToken) =>
        database.UseAsync(async context =>
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            var changed = 0;
            foreach (var item in InLockOrder(items))
            {
                changed += await execute(context, item);
            }

            await transaction.CommitAsync(cancellationToken);
            return changed;
        });

    // Two transactions that touch the same lines in the same order wait for each other; in different orders they would deadlock.
    private static IEnumerable<BasketItem> InLockOrder(IReadOnlyList<BasketItem> items) => items.OrderBy(item => item.ProductId, StringComparer.Ordinal);
}
