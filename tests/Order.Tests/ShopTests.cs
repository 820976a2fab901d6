namespace Order.Tests;

/// <summary>A behaviour that holds on every database: derived once for each.</summary>
public abstract class ShopTests(ShopFixture fixture) : IAsyncLifetime
{
    private Shop? _shop;

    internal Shop Shop => _shop ?? throw new InvalidOperationException("The shop is not open yet.");

    /// <summary>Where a test finds a database of its own.</summary>
    protected ShopFixture Fixture => fixture;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _shop = await fixture.EnterAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
