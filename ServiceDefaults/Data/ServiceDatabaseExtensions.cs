using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using ServiceDefaults.Data;


namespace Microsoft.Extensions.Hosting;

/// <summary>The database of a service: SQLite or PostgreSQL, whichever its connection string names.</summary>
public static class ServiceDatabaseExtensions
{
    /// <summary>
    /// Adds the pooled context <typeparamref name="TContext"/> for the connection string <c>ConnectionStrings:<paramref name="connectionName"/></c>,
    /// brings the database up to date in the background after start (migrations, then every <see cref="IDatabaseSeeder{TContext}"/>, one replica at a
    /// time) and adds the readiness check <c>database</c>, which is healthy once that is done.
    /// </summary>
    /// <remarks>
    /// A connection string with <c>Data Source</c> is SQLite: folder and file are created when missing, readable by their owner only. One with
    /// <c>Host</c> or <c>Server</c> is PostgreSQL: the database is created when missing. While the server cannot be reached, the service stays unready
    /// and tries again. <c>ConnectionStrings:<paramref name="connectionName"/>:Previous</c>, the connection string before a change of the password, is
    /// used while the server does not accept the current one.
    /// </remarks>
    /// <typeparam name="TContext">The context that the service works with.</typeparam>
    /// <typeparam name="TSqlite">The context that carries the migrations for SQLite.</typeparam>
    /// <typeparam name="TPostgreSql">The context that carries the migrations for PostgreSQL.</typeparam>
    /// <param name="builder">The application's builder.</param>
    /// <param name="connectionName">The name of the connection string.</param>
    /// <param name="configure">Further options of the context, such as a compiled model.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="OptionsValidationException">The connection string is missing, unreadable or names neither kind of database.</exception>
    public static IHostApplicationBuilder AddServiceDatabase<TContext, TSqlite, TPostgreSql>(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<DbContextOptionsBuilder, DatabaseProvider>? configure = null)
        where TContext : DbContext
        where TSqlite : TContext
        where TPostgreSql : TContext
    {
        ArgumentNullException.ThrowIfNull(builder);

        var target = DatabaseTarget.Parse(connectionName, builder.Configuration.GetConnectionString(connectionName));
        var services = builder.Services;

        switch (target.Provider)
        {
            case DatabaseProvider.Sqlite:
                services.AddDbContextPool<TContext, TSqlite>(options =>
                {
                    options.UseSqlite(target.ConnectionString).AddInterceptors(SqliteConnectionSettings.Instance, SqliteTracing.Instance);
                    configure?.Invoke(options, target.Provider);
                });
                services.AddSingleton<IDatabasePreparation<TContext>>(new SqlitePreparation<TContext>(target.ConnectionString));
                break;

            case DatabaseProvider.PostgreSql:
                var login = new PostgreSqlLogin(target.ConnectionString, PreviousOf(builder.Configuration, connectionName));
                services.TryAddSingleton<TransactionConnectionCheck>();
                services.AddDbContextPool<TContext, TPostgreSql>((provider, options) =>
                {
                    options.UseNpgsql(target.ConnectionString, npgsql => npgsql.ExecutionStrategy(dependencies => new SingleStatementRetries(dependencies)))
                        .AddInterceptors(provider.GetRequiredService<TransactionConnectionCheck>());
                    if (login.HasPrevious)
                    {
                        options.AddInterceptors(new PostgreSqlLoginInterceptor(login));
                    }

                    configure?.Invoke(options, target.Provider);
                });
                services.AddSingleton<IDatabasePreparation<TContext>>(new PostgreSqlPreparation<TContext>(login));
                services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddSource("Npgsql"));
                services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddMeter("Npgsql"));
                break;
        }

        services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddSource(DataActivities.SourceName));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<DatabaseState<TContext>>();
        services.AddHostedService<DatabaseMigration<TContext>>();
        services.AddHealthChecks().AddCheck<DatabaseHealthCheck<TContext>>("database", tags: [HealthTags.Ready]);
        return builder;
    }

    private static string? PreviousOf(IConfiguration configuration, string connectionName)
    {
        var key = $"{connectionName}:Previous";
        return configuration.GetConnectionString(key) is { Length: > 0 } previous ? DatabaseTarget.Parse(key, previous).ConnectionString : null;
    }
}
