using Aspire.Hosting.Additions;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.PostgreSQL;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

/// <summary>Adds PostgreSQL servers and databases.</summary>
public static class PostgresBuilderExtensions
{
    private const string Registry = "docker.io";
    private const string Image = "library/postgres";
    private const string Tag = "17";
    private const string DataPath = "/var/lib/postgresql/data";
    private const int ContainerPort = 5432;

    /// <summary>Adds a PostgreSQL server: a container, or the machine's own PostgreSQL when no container runtime is there.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="userName">The superuser's name; <c>postgres</c> by default.</param>
    /// <param name="password">The superuser's password; generated as the parameter <c>{name}-password</c> by default.</param>
    /// <param name="port">The port that others use; any free one by default.</param>
    /// <returns>A builder of the server.</returns>
    public static IResourceBuilder<PostgresServerResource> AddPostgres(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        var passwordParameter = password?.Resource ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-password");
        var server = new PostgresServerResource(name, userName?.Resource, passwordParameter);
        var key = $"{name}_check";
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(key, _ => new PostgresHealthCheck(server, "postgres"), failureStatus: null, tags: null));

        return builder.AddResource(server)
            .WithEndpoint(port: port, targetPort: ContainerPort, name: PostgresServerResource.PrimaryEndpointName)
            .WithImage(Image, Tag)
            .WithImageRegistry(Registry)
            .WithIconName("DatabaseMultiple")
            .WithEnvironment("POSTGRES_HOST_AUTH_METHOD", "scram-sha-256")
            .WithEnvironment("POSTGRES_INITDB_ARGS", "--auth-host=scram-sha-256 --auth-local=scram-sha-256")
            .WithEnvironment(context =>
            {
                context.EnvironmentVariables["POSTGRES_USER"] = server.UserNameReference;
                context.EnvironmentVariables["POSTGRES_PASSWORD"] = server.PasswordParameter;
            })
            .WithHealthCheck(key)
            .WithAnnotation(new LocalProcessAnnotation((context, cancellationToken) => LocalServer.PrepareAsync(server, builder.AppHostDirectory, context, cancellationToken)))
            .OnResourceReady((_, @event, cancellationToken) => DatabaseCreation.CreateMissingAsync(server, @event.Services, cancellationToken));
    }

    /// <summary>Adds a database to a server. It is created when the server is ready and does not have it.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="databaseName">The name in the server; the resource's name by default.</param>
    /// <returns>A builder of the database.</returns>
    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(this IResourceBuilder<PostgresServerResource> builder, string name, string? databaseName = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        var database = new PostgresDatabaseResource(name, databaseName ?? name, builder.Resource);
        var key = $"{name}_check";
        builder.ApplicationBuilder.Services.AddHealthChecks().Add(new HealthCheckRegistration(key, _ => new PostgresHealthCheck(database, database: null), failureStatus: null, tags: null));

        var result = builder.ApplicationBuilder.AddResource(database).WithIconName("Database").WithHealthCheck(key);
        builder.Resource.AddDatabase(name, database.DatabaseName);
        return result;
    }

    /// <summary>Creates a database by a script of one's own instead of a plain <c>CREATE DATABASE</c>.</summary>
    /// <param name="builder">The database.</param>
    /// <param name="script">The SQL, run in the database <c>postgres</c>.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<PostgresDatabaseResource> WithCreationScript(this IResourceBuilder<PostgresDatabaseResource> builder, string script)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(script);

        return builder.WithAnnotation(new CreationScriptAnnotation(script), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Keeps a server's data in a volume, so that it is there in the next run.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="name">The volume's name; made from the application's and the resource's names by default.</param>
    /// <param name="isReadOnly">Whether the server cannot write to it.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<PostgresServerResource> WithDataVolume(this IResourceBuilder<PostgresServerResource> builder, string? name = null, bool isReadOnly = false)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.WithVolume(name ?? VolumeNameGenerator.Generate(builder, "data"), DataPath, isReadOnly);
    }

    /// <summary>Keeps a server's data in a directory of the machine.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="source">The directory, relative to the AppHost's directory.</param>
    /// <param name="isReadOnly">Whether the server cannot write to it.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<PostgresServerResource> WithDataBindMount(this IResourceBuilder<PostgresServerResource> builder, string source, bool isReadOnly = false)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.WithBindMount(source, DataPath, isReadOnly);
    }

    /// <summary>Sets the port that others use.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="port">The port; <see langword="null"/> for any free one.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<PostgresServerResource> WithHostPort(this IResourceBuilder<PostgresServerResource> builder, int? port)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.WithEndpoint(PostgresServerResource.PrimaryEndpointName, endpoint => endpoint.Port = port);
    }

    /// <summary>Sets the superuser's password.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="password">The parameter that holds it.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<PostgresServerResource> WithPassword(this IResourceBuilder<PostgresServerResource> builder, IResourceBuilder<ParameterResource> password)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(password);

        builder.Resource.PasswordParameter = password.Resource;
        return builder;
    }

    /// <summary>Sets the superuser's name.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="userName">The parameter that holds it.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<PostgresServerResource> WithUserName(this IResourceBuilder<PostgresServerResource> builder, IResourceBuilder<ParameterResource> userName)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(userName);

        builder.Resource.UserNameParameter = userName.Resource;
        return builder;
    }

    internal static bool IsDataMount(ContainerMountAnnotation mount) => mount.Target == DataPath;
}
