namespace Auth.Tests.Running;

public sealed class SqliteApplication : ApplicationFixture
{
    private readonly TemporaryFolder _folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override Task<string> CreateDatabaseAsync() => Task.FromResult(_folder.Sqlite);
}
