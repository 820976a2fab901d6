using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Order.Data;

namespace Order.Tests;

/// <summary>What dotnet ef has generated is up to date with the classes (docs/schema-changes.md has the commands).</summary>
public sealed class DatabaseModelTests
{
    [Fact]
    public void Migrations_for_SQLite_lack_nothing() => Sqlite().Database.HasPendingModelChanges().ShouldBeFalse();

    [Fact]
    public void Migrations_for_PostgreSQL_lack_nothing() => PostgreSql().Database.HasPendingModelChanges().ShouldBeFalse();

    [Fact]
    public void The_compiled_model_for_SQLite_is_what_the_classes_say() => CompiledModelShouldMatch(Sqlite());

    [Fact]
    public void The_compiled_model_for_PostgreSQL_is_what_the_classes_say() => CompiledModelShouldMatch(PostgreSql());

    private static SqliteOrderDbContext Sqlite() => DesignTimeContexts.Sqlite();

    private static PostgreSqlOrderDbContext PostgreSql() => DesignTimeContexts.PostgreSql();

    private static void CompiledModelShouldMatch(DbContext context)
    {
        using (context)
        {
            var compiled = Describe(context.Model);
            compiled.ShouldBe(Describe(context.GetService<IDesignTimeModel>().Model));
            compiled.ShouldNotBeEmpty();
        }
    }

    private static IReadOnlyList<string> Describe(IModel model) =>
    [
        .. from entity in model.GetEntityTypes()
           from property in entity.GetProperties()
           select $"{entity.GetTableName()}.{property.GetColumnName()} {property.GetColumnType()} nullable={property.IsNullable} token={property.IsConcurrencyToken} length={property.GetMaxLength()}",
        .. from entity in model.GetEntityTypes()
           from index in entity.GetIndexes()
           select $"{entity.GetTableName()} {index.GetDatabaseName()} unique={index.IsUnique}",
    ];
}
