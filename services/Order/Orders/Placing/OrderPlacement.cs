using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Order.Data;
using Order.Orders.Events;
using Order.Products;

namespace Order.Orders.Placing;

/// <summary>
/// Places orders so that stock is never oversold, a retry never orders twice and nobody hoards, with any number of replicas at
/// work: the database decides, by a lock for each customer, a unique key and updates that only succeed while stock lasts.
/// </summary>
internal sealed class OrderPlacement(
    OrderDbContext database,
    CustomerStanding standing,
    OrderEventFeed feed,
    Catalogue catalogue,
    OrderTelemetry telemetry,
    IOptions<OrderOptions> options,
    TimeProvider time)
{
    public async Task<Placement> PlaceAsync(Caller caller, Basket basket, string? idempotencyKey, CancellationToken cancellationToken)
    {
        using var activity = telemetry.StartPlacing();
        var fingerprint = idempotencyKey is null ? null : basket.Fingerprint();

        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var placement = await TryPlaceAsync(caller, basket, idempotencyKey, fingerprint, cancellationToken);
        if (placement is not Placement.Placed { Order: var order })
        {
            if (placement is Placement.OutOfStock)
            {
                telemetry.OversellRejected();
            }

            return placement;
        }

        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (idempotencyKey is not null && database.IsDuplicateKey(exception))
        {
            // A replica of the version before, which does not know the customers' locks, was faster.
            await transaction.RollbackAsync(cancellationToken);
            return await FindEarlierAsync(caller, idempotencyKey, fingerprint, cancellationToken)
                ?? throw new InvalidOperationException("The order that holds this key cannot be found.", exception);
        }

        await transaction.CommitAsync(cancellationToken);

        telemetry.Placed(order);
        feed.Changed();
        catalogue.Changed();
        return placement;
    }

    /// <summary>Everything but the writing of the order itself. Whatever it answers instead of an order leaves the transaction to be rolled back.</summary>
    private async Task<Placement> TryPlaceAsync(Caller caller, Basket basket, string? idempotencyKey, string? fingerprint, CancellationToken cancellationToken)
    {
        var (earlier, unpaid, rateReachedSince) = await LookUpAsync(caller, idempotencyKey, cancellationToken);
        if (earlier && await FindEarlierAsync(caller, idempotencyKey!, fingerprint, cancellationToken) is { } replayed)
        {
            return replayed;
        }

        if (await standing.FindObjectionAsync(caller.Id, basket, unpaid, rateReachedSince, cancellationToken) is { } objection)
        {
            return objection;
        }

        var (number, products, missing) = await TakeStockAsync(basket, cancellationToken);
        if (missing is not null)
        {
            return missing;
        }

        var currencies = products.Values.Select(product => product.Currency).Distinct().ToList();
        if (currencies.Count > 1)
        {
            return new Placement.MixedCurrencies(currencies);
        }

        // With its number known, the order, its lines and its event are written at once.
        var order = Compose(number, caller, basket, products, idempotencyKey, fingerprint);
        database.Orders.Add(order);
        database.OrderEvents.Add(OrderEvent.Of(order));
        return new Placement.Placed(order);
    }

    /// <summary>Enters the customer, then reads what has to be known about them.</summary>
    private async Task<Standing> LookUpAsync(Caller caller, string? idempotencyKey, CancellationToken cancellationToken)
    {
        // No key is empty, so that nothing is found by an empty one.
        var key = idempotencyKey ?? "";
        var skipped = options.Value.Rate - 1;
        Standing? standing = null;
        await database.Database.RunAsync(
            [
                .. database.EnterCustomer(caller.Id),
                new(
                    $"""
                    SELECT
                        EXISTS (SELECT 1 FROM orders WHERE "CustomerId" = {caller.Id} AND "IdempotencyKey" = {key}) AS "HasEarlier",
                        (SELECT COUNT(*) FROM orders WHERE "CustomerId" = {caller.Id} AND "Status" = 'placed') AS "Unpaid",
                        (SELECT "PlacedAt" FROM orders WHERE "CustomerId" = {caller.Id} ORDER BY "Number" DESC LIMIT 1 OFFSET {skipped}) AS "RateReachedSince"
                    """,
                    row => standing = new(row.GetBoolean(0), (int)row.GetInt64(1), row.IsDBNull(2) ? null : row.GetFieldValue<DateTimeOffset>(2))),
            ],
            cancellationToken);
        return standing!;
    }

    private async Task<Placement?> FindEarlierAsync(Caller caller, string idempotencyKey, string? fingerprint, CancellationToken cancellationToken)
    {
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

    /// <summary>Takes the products out of stock and reads their prices in the same breath, and the number for the order.</summary>
    /// <returns>What was taken, by product; or why it was not.</returns>
    private async Task<(long Number, Dictionary<string, Taken> Products, Placement? Missing)> TakeStockAsync(Basket basket, CancellationToken cancellationToken)
    {
        var number = 0L;
        var products = new Dictionary<string, Taken>(StringComparer.Ordinal);

        // Always in the same order, so that two baskets with the same products cannot wait for each other.
        var statements = basket.Lines.OrderBy(line => line.ProductId, StringComparer.Ordinal).Select(line => new Statement(
            $"""
            UPDATE products SET "Stock" = "Stock" - {line.Quantity} WHERE "Id" = {line.ProductId} AND "Stock" >= {line.Quantity}
            RETURNING "Name", "PriceCents", "Currency"
            """,
            row => products.Add(line.ProductId, new(row.GetString(0), row.GetInt64(1), row.GetString(2)))));
        await database.Database.RunAsync([.. statements, new(database.NextOrderNumber(), row => number = row.GetInt64(0))], cancellationToken);

        var missing = basket.Lines.Where(line => !products.ContainsKey(line.ProductId)).ToList();
        return (number, products, missing.Count == 0 ? null : await ExplainAsync(missing, cancellationToken));
    }

    private async Task<Placement> ExplainAsync(List<(string ProductId, int Quantity)> missing, CancellationToken cancellationToken)
    {
        var ids = missing.Select(line => line.ProductId).ToList();
        var known = await database.Products.AsNoTracking().Where(product => ids.Contains(product.Id)).ToDictionaryAsync(product => product.Id, cancellationToken);
        return known.Count < ids.Count
            ? new Placement.UnknownProducts([.. ids.Where(id => !known.ContainsKey(id))])
            : new Placement.OutOfStock([.. missing.Select(line => new Shortage(line.ProductId, known[line.ProductId].Name, line.Quantity, known[line.ProductId].Stock))]);
    }

    private CustomerOrder Compose(long number, Caller caller, Basket basket, Dictionary<string, Taken> products, string? idempotencyKey, string? fingerprint)
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
            Number = number,
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

    private sealed record Taken(string Name, long PriceCents, string Currency);

    private sealed record Standing(bool HasEarlier, int Unpaid, DateTimeOffset? RateReachedSince);
}
