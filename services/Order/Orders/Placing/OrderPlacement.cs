using Microsoft.EntityFrameworkCore;
using Order.Data;
using Order.Orders.Events;
using Order.Products;

namespace Order.Orders.Placing;

/// <summary>
/// Places orders so that stock is never oversold and a retry never orders twice, with any number of replicas at work: the
/// database decides, by a unique key and by updates that only succeed while stock lasts.
/// </summary>
internal sealed class OrderPlacement(OrderDbContext database, OrderEventFeed feed, OrderTelemetry telemetry, TimeProvider time)
{
    public async Task<Placement> PlaceAsync(Caller caller, Basket basket, string? idempotencyKey, CancellationToken cancellationToken)
    {
        using var activity = telemetry.StartPlacing();

        var fingerprint = idempotencyKey is null ? null : basket.Fingerprint();
        if (await FindEarlierAsync(caller, idempotencyKey, fingerprint, cancellationToken) is { } earlier)
        {
            return earlier;
        }

        var ids = basket.Lines.Select(line => line.ProductId).ToList();
        var products = await database.Products.AsNoTracking().Where(product => ids.Contains(product.Id)).ToDictionaryAsync(product => product.Id, cancellationToken);
        if (products.Count < ids.Count)
        {
            return new Placement.UnknownProducts([.. ids.Where(id => !products.ContainsKey(id))]);
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);

        // The order comes first: of two requests with the same key, the second waits here until the first is through.
        var order = Compose(caller, basket, products, idempotencyKey, fingerprint);
        database.Orders.Add(order);
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (idempotencyKey is not null && database.IsDuplicateKey(exception))
        {
            await transaction.RollbackAsync(cancellationToken);
            return await FindEarlierAsync(caller, idempotencyKey, fingerprint, cancellationToken)
                ?? throw new InvalidOperationException("The order that holds this key cannot be found.", exception);
        }

        var shortages = await TakeStockAsync(basket, cancellationToken);
        if (shortages.Count > 0)
        {
            await transaction.RollbackAsync(cancellationToken);
            telemetry.OversellRejected();
            return new Placement.OutOfStock(shortages);
        }

        await database.EnterEventOrderAsync(cancellationToken);
        database.OrderEvents.Add(OrderEvent.Of(order));
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        telemetry.Placed(order);
        feed.Changed();
        return new Placement.Placed(order);
    }

    private async Task<Placement?> FindEarlierAsync(Caller caller, string? idempotencyKey, string? fingerprint, CancellationToken cancellationToken)
    {
        if (idempotencyKey is null)
        {
            return null;
        }

        var order = await database.Orders.AsNoTracking().Include(order => order.Lines.OrderBy(line => line.Position))
            .SingleOrDefaultAsync(order => order.CustomerId == caller.Id && order.IdempotencyKey == idempotencyKey, cancellationToken);
        if (order is null)
        {
            return null;
        }

        if (order.RequestFingerprint != fingerprint)
        {
            return new Placement.KeyReused();
        }

        telemetry.Replayed();
        return new Placement.Replayed(order);
    }

    private CustomerOrder Compose(Caller caller, Basket basket, Dictionary<string, Product> products, string? idempotencyKey, string? fingerprint)
    {
        var lines = basket.Lines.Select((line, position) => new OrderLine
        {
            Position = position,
            ProductId = line.ProductId,
            Name = products[line.ProductId].Name,
            Quantity = line.Quantity,
            UnitPriceCents = products[line.ProductId].PriceCents,
        }).ToList();

        var now = time.GetUtcNow().ToStorablePrecision();
        return new CustomerOrder
        {
            Id = Guid.CreateVersion7(now),
            CustomerId = caller.Id,
            CustomerName = caller.Name,
            CustomerEmail = caller.Email,
            Status = OrderStatus.Placed,
            Version = 1,
            Currency = products[lines[0].ProductId].Currency,
            TotalCents = lines.Sum(line => line.TotalCents),
            ItemCount = lines.Sum(line => line.Quantity),
            PlacedAt = now,
            UpdatedAt = now,
            IdempotencyKey = idempotencyKey,
            RequestFingerprint = fingerprint,
            Lines = lines,
        };
    }

    private async Task<List<Shortage>> TakeStockAsync(Basket basket, CancellationToken cancellationToken)
    {
        var shortages = new List<Shortage>();

        // Always in the same order, so that two baskets with the same products cannot wait for each other.
        foreach (var (productId, quantity) in basket.Lines.OrderBy(line => line.ProductId, StringComparer.Ordinal))
        {
            var taken = await database.Products
                .Where(product => product.Id == productId && product.Stock >= quantity)
                .ExecuteUpdateAsync(update => update.SetProperty(product => product.Stock, product => product.Stock - quantity), cancellationToken);
            if (taken == 0)
            {
                shortages.Add(await database.Products
                    .Where(product => product.Id == productId)
                    .Select(product => new Shortage(product.Id, product.Name, quantity, product.Stock))
                    .SingleAsync(cancellationToken));
            }
        }

        return shortages;
    }
}
