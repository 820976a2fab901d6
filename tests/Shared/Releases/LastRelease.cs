using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Tests.Releases;

/// <summary>
/// A service's database as the last release left it, and what its replicas say to it. The migration that the release ended with carries the model of that
/// time; by it EF Core writes the statements that the release's replicas send.
/// </summary>
internal sealed class LastRelease
{
    private readonly DbContextOptions _options;
    private readonly IReadOnlyList<IEntityType> _types;

    private LastRelease(DbContextOptions options, IModel model) => (_options, _types) = (options, PrincipalsFirst(model));

    /// <summary>Brings an empty database to where the last release left it.</summary>
    /// <param name="today">A context of today's release.</param>
    /// <param name="migration">The last migration of the last release, without its time.</param>
    /// <param name="connect">Says which database it is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<LastRelease> InstallAsync(DbContext today, string migration, Action<DbContextOptionsBuilder> connect, CancellationToken cancellationToken)
    {
        await today.GetService<IMigrator>().MigrateAsync(migration, cancellationToken);
        var migrations = today.GetService<IMigrationsAssembly>();
        var last = migrations.CreateMigration(migrations.Migrations[migrations.FindMigrationId(migration)!], today.Database.ProviderName!);
        var model = today.GetService<IModelRuntimeInitializer>().Initialize((IModel)((IMutableModel)last.TargetModel).FinalizeModel(), designTime: false);
        var options = new DbContextOptionsBuilder().UseModel(model);
        connect(options);
        return new LastRelease(options.Options, model);
    }

    /// <summary>Works on the database by the last release's model.</summary>
    public async Task<T> UseAsync<T>(Func<Context, Task<T>> work)
    {
        await using var context = new Context(_options);
        return await work(context);
    }

    /// <summary>Writes a row of each table, reads it, changes it in each column and deletes it, as requests to the last release would.</summary>
    public async Task RoundAsync(CancellationToken cancellationToken)
    {
        var keys = new Dictionary<IEntityType, object?[]>();
        foreach (var type in _types)
        {
            keys[type] = await UseAsync(context => context.AddRowAsync(type, keys, cancellationToken));
        }

        foreach (var (type, key) in keys)
        {
            (await UseAsync(context => context.ChangeRowAsync(type, key, cancellationToken))).ShouldBe(1, type.Name);
        }

        foreach (var (type, key) in keys.Reverse())
        {
            (await UseAsync(context => context.DeleteRowAsync(type, key, cancellationToken))).ShouldBe(1, type.Name);
        }
    }

    private static List<IEntityType> PrincipalsFirst(IModel model)
    {
        var sorted = new List<IEntityType>();
        var left = model.GetEntityTypes().ToList();
        while (left.Count > 0)
        {
            var ready = left.First(type => type.GetForeignKeys().All(key => key.PrincipalEntityType == type || sorted.Contains(key.PrincipalEntityType)));
            sorted.Add(ready);
            left.Remove(ready);
        }

        return sorted;
    }

    /// <summary>A unit of work of a replica of the last release; rows are bags of properties, for its classes are gone.</summary>
    public sealed class Context(DbContextOptions options) : DbContext(options)
    {
        public DbSet<Dictionary<string, object>> Rows(string type) => Set<Dictionary<string, object>>(type);

        /// <returns>The row's key.</returns>
        internal async Task<object?[]> AddRowAsync(IEntityType type, IReadOnlyDictionary<IEntityType, object?[]> principals, CancellationToken cancellationToken)
        {
            var row = new Dictionary<string, object>();
            foreach (var property in type.GetProperties().Where(property => !property.ValueGenerated.HasFlag(ValueGenerated.OnAdd) || property.IsForeignKey()))
            {
                row[property.Name] = PrincipalOf(property, principals) ?? NewValue(property);
            }

            Rows(type.Name).Add(row);
            (await SaveChangesAsync(cancellationToken)).ShouldBe(1, type.Name);
            return [.. type.FindPrimaryKey()!.Properties.Select(property => row[property.Name])];
        }

        internal async Task<int> ChangeRowAsync(IEntityType type, object?[] key, CancellationToken cancellationToken)
        {
            var row = (await Rows(type.Name).FindAsync(key, cancellationToken)).ShouldNotBeNull(type.Name);
            foreach (var property in type.GetProperties().Where(property => !property.IsKey() && !property.IsForeignKey() && property.ValueGenerated == ValueGenerated.Never))
            {
                row[property.Name].ShouldNotBeNull($"{type.Name}.{property.Name}");
                row[property.Name] = NewValue(property);
            }

            // A table of nothing but its keys has nothing to change.
            return Entry(row).State == EntityState.Unchanged ? 1 : await SaveChangesAsync(cancellationToken);
        }

        internal async Task<int> DeleteRowAsync(IEntityType type, object?[] key, CancellationToken cancellationToken)
        {
            Rows(type.Name).Remove((await Rows(type.Name).FindAsync(key, cancellationToken)).ShouldNotBeNull(type.Name));
            return await SaveChangesAsync(cancellationToken);
        }

        private static object? PrincipalOf(IProperty property, IReadOnlyDictionary<IEntityType, object?[]> principals) =>
            property.GetContainingForeignKeys()
                .Where(key => principals.ContainsKey(key.PrincipalEntityType))
                .Select(key => principals[key.PrincipalEntityType][key.Properties.ToList().IndexOf(property)])
                .FirstOrDefault();

        private static object NewValue(IProperty property)
        {
            var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
            return Type.GetTypeCode(type) switch
            {
                // Data protection reads all of its rows, and passes over elements that it does not know.
                TypeCode.String when property.Name == nameof(DataProtectionKey.Xml) => $"<row id=\"{Guid.NewGuid()}\" />",
                TypeCode.String => RandomNumberGenerator.GetHexString(Math.Min(property.GetMaxLength() ?? 40, 40)),
                TypeCode.Boolean => RandomNumberGenerator.GetInt32(2) == 1,
                TypeCode.Int32 => RandomNumberGenerator.GetInt32(1, int.MaxValue),
                TypeCode.Int64 => (long)RandomNumberGenerator.GetInt32(1, int.MaxValue),
                TypeCode.DateTime => DateTime.UtcNow,
                _ when type == typeof(byte[]) => RandomNumberGenerator.GetBytes(32),
                _ when type == typeof(Guid) => Guid.CreateVersion7(),
                _ when type == typeof(DateTimeOffset) => DateTimeOffset.UtcNow,
                _ => throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"{property.DeclaringType.Name}.{property.Name} is a {property.ClrType}.")),
            };
        }
    }
}
