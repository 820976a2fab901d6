using Tests.Databases;

namespace Auth.Tests.Running;

public sealed class PostgreSqlApplication(PostgresServer server) : ApplicationFixture
{
    protected override Task<string> CreateDatabaseAsync() => server.CreateDatabaseAsync(CancellationToken.None);
}
