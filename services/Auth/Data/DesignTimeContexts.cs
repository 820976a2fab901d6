using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Auth.Data;

/// <summary>
/// What <c>dotnet ef</c> works with; no database is contacted. A change of the model needs, for both contexts (<c>Sqlite</c>, <c>PostgreSql</c>):
/// <c>dotnet ef migrations add NAME --context SqliteAuthDbContext --output-dir Data/Migrations/Sqlite</c> and
/// <c>dotnet ef dbcontext optimize --context SqliteAuthDbContext --output-dir Data/CompiledModels/Sqlite --namespace Auth.Data.CompiledModels.Sqlite</c>.
/// </summary>
internal sealed class DesignTimeContexts : IDesignTimeDbContextFactory<SqliteAuthDbContext>, IDesignTimeDbContextFactory<PostgreSqlAuthDbContext>
{
    SqliteAuthDbContext IDesignTimeDbContextFactory<SqliteAuthDbContext>.CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteAuthDbContext>().UseSqlite().Options);

    PostgreSqlAuthDbContext IDesignTimeDbContextFactory<PostgreSqlAuthDbContext>.CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgreSqlAuthDbContext>().UseNpgsql().Options);
}
