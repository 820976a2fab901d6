using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Ordering.Data;

/// <summary>Lets <c>dotnet ef</c> work on the SQLite schema without starting the service.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteOrderDbContext>
{
    public SqliteOrderDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteOrderDbContext>().UseSqlite("Data Source=design.db").Options);
}
