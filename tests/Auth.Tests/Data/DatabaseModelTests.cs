using Auth.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Auth.Tests.Data;

/// <summary>What is generated from the model must be generated anew when the model changes; see <see cref="DesignTimeContexts"/>.</summary>
public sealed class DatabaseModelTests
{
    [Fact]
    public void Migrations_for_SQLite_are_complete()
    {
        using var context = Create<SqliteAuthDbContext>();
        context.Database.HasPendingModelChanges().ShouldBeFalse();
    }

    [Fact]
    public void Migrations_for_PostgreSQL_are_complete()
    {
        using var context = Create<PostgreSqlAuthDbContext>();
        context.Database.HasPendingModelChanges().ShouldBeFalse();
    }

    [Fact]
    public void The_compiled_model_for_SQLite_is_current()
    {
        using var context = Create<SqliteAuthDbContext>();
        ShouldBeCurrent(context);
    }

    [Fact]
    public void The_compiled_model_for_PostgreSQL_is_current()
    {
        using var context = Create<PostgreSqlAuthDbContext>();
        ShouldBeCurrent(context);
    }

    private static void ShouldBeCurrent(AuthDbContext context)
    {
        var compiled = context.GetService<IModel>();
        compiled.GetType().Namespace!.ShouldStartWith("Auth.Data.CompiledModels");

        Describe(compiled).ShouldBe(Describe(context.GetService<IDesignTimeModel>().Model));
    }

    // Tables, columns and keys; the rest (annotations that only migrations need) is left out of compiled models on purpose.
    private static string Describe(IModel model) => string.Join('\n', model.GetEntityTypes().OrderBy(type => type.Name, StringComparer.Ordinal).SelectMany(type =>
        type.GetProperties().Select(property => $"{type.GetTableName()}.{property.GetColumnName()} {property.GetColumnType()} {property.IsNullable} {property.GetMaxLength()} {property.IsConcurrencyToken}")
            .Concat(type.GetIndexes().Select(index => $"{type.GetTableName()} index {string.Join(',', index.Properties.Select(property => property.Name))} {index.IsUnique}"))
            .Concat(type.GetForeignKeys().Select(key => $"{type.GetTableName()} foreign key {string.Join(',', key.Properties.Select(property => property.Name))} {key.DeleteBehavior}"))
            .Order(StringComparer.Ordinal)));

    private static TContext Create<TContext>()
        where TContext : DbContext => ((IDesignTimeDbContextFactory<TContext>)(object)new DesignTimeContexts()).CreateDbContext([]);
}
