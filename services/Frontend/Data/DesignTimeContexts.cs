using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Frontend.Data;

/// <summary>What <c>dotnet ef</c> works with; no database is contacted (docs/schema-changes.md has the commands).</summary>
internal sealed class DesignTimeContexts : IDesignTimeDbContextFactory<SqliteFrontendDbContext>, IDesignTimeDbContextFactory<PostgreSqlFrontendDbContext>
{
    public static SqliteFrontendDbContext Sqlite() => new(new DbContextOptionsBuilder<SqliteFrontendDbContext>().UseSqlite().Options);

    public static PostgreSqlFrontendDbContext PostgreSql() => new(new DbContextOptionsBuilder<PostgreSqlFrontendDbContext>().UseNpgsql().Options);

    SqliteFrontendDbContext IDesignTimeDbContextFactory<SqliteFrontendDbContext>.CreateDbContext(string[] args) => Sqlite();

    PostgreSqlFrontendDbContext IDesignTimeDbContextFactory<PostgreSqlFrontendDbContext>.CreateDbContext(string[] args) => PostgreSql();
}
