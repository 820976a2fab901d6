using Frontend.Data;
using Microsoft.EntityFrameworkCore;

namespace Frontend.Tests;

/// <summary>What dotnet ef has generated is up to date with the classes (docs/schema-changes.md has the commands).</summary>
public sealed class DatabaseModelTests
{
    [Fact]
    public void Migrations_for_SQLite_lack_nothing() => DesignTimeContexts.Sqlite().Database.HasPendingModelChanges().ShouldBeFalse();

    [Fact]
    public void Migrations_for_PostgreSQL_lack_nothing() => DesignTimeContexts.PostgreSql().Database.HasPendingModelChanges().ShouldBeFalse();
}
