using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Ordering.Data;

/// <summary>Lets <c>dotnet ef</c> work on the PostgreSQL schema without starting the service.</summary>
internal sealed class PostgreSqlDesignTimeFactory : IDesignTimeDbContextFactory<PostgreSqlOrderDbContext>
{
    public PostgreSqlOrderDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgreSqlOrderDbContext>().UseNpgsql("Host=design").Options);
}
