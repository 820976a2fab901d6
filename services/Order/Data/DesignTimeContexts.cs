using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Order.Data;

/// <summary>What <c>dotnet ef</c> works with; no database is contacted (docs/schema-changes.md has the commands).</summary>
internal sealed class DesignTimeContexts : IDesignTimeDbContextFactory<SqliteOrderDbContext>, IDesignTimeDbContextFactory<PostgreSqlOrderDbContext>
{
    public static SqliteOrderDbContext Sqlite() => new(new DbContextOptionsBuilder<SqliteOrderDbContext>().UseSqlite().Options);

    public static PostgreSqlOrderDbContext PostgreSql() => new(new DbContextOptionsBuilder<PostgreSqlOrderDbContext>().UseNpgsql().Options);

    SqliteOrderDbContext IDesignTimeDbContextFactory<SqliteOrderDbContext>.CreateDbContext(string[] args) => Sqlite();

    PostgreSqlOrderDbContext IDesignTimeDbContextFactory<PostgreSqlOrderDbContext>.CreateDbContext(string[] args) => PostgreSql();
}
