using Tests.Databases;

[assembly: AssemblyFixture(typeof(Order.Tests.OnSqlite))]
[assembly: AssemblyFixture(typeof(Order.Tests.OnPostgreSql))]

namespace Order.Tests;

/// <summary>A shop that opens when the first test enters it and closes with the last.</summary>
public abstract class ShopFixture : IAsyncDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private Shop? _shop;

    internal async Task<Shop> EnterAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await _opening.WaitAsync(cancellation);
        try
        {
            return _shop ??= await Shop.OpenAsync(await NewDatabaseAsync(cancellation), cancellation);
        }
        finally
        {
            _opening.Release();
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_shop is not null)
        {
            await _shop.DisposeAsync();
        }

        _opening.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A connection string for a database that does not exist yet.</summary>
    internal abstract Task<string> NewDatabaseAsync(CancellationToken cancellationToken);
}

/// <summary>The shop on a SQLite file.</summary>
public sealed class OnSqlite : ShopFixture
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("order-tests-");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _directory.Delete(recursive: true);
    }

    internal override Task<string> NewDatabaseAsync(CancellationToken cancellationToken) =>
        Task.FromResult($"Data Source={Path.Combine(_directory.FullName, $"{Guid.NewGuid():n}.db")}");
}

/// <summary>The shop on a PostgreSQL server.</summary>
public sealed class OnPostgreSql : ShopFixture
{
    private readonly PostgresServer _server = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.DisposeAsync();
    }

    internal override Task<string> NewDatabaseAsync(CancellationToken cancellationToken) => _server.NameDatabaseAsync(cancellationToken);
}
