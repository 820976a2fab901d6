using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.CommandLine;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Pipelines;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <summary>Builds the model of an application.</summary>
public sealed partial class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _hostBuilder;
    private readonly DistributedApplicationExecutionContextOptions _executionContextOptions;
    private readonly DistributedApplicationPipeline _pipeline = new();

    /// <summary>Begins an application.</summary>
    /// <param name="args">The command line.</param>
    public DistributedApplicationBuilder(string[] args)
        : this(new DistributedApplicationOptions { Args = args })
    {
    }

    /// <summary>Begins an application.</summary>
    /// <param name="options">Settings.</param>
    /// <exception cref="DistributedApplicationException">The command line has a mistake.</exception>
    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);

        AppHostDiagnostics.BuilderConstructing(options);

        var commandLine = AppHostCommandLine.Parse(options.Args ?? []);

        AppHostAssembly = options.AssemblyName is { } assemblyName ? Assembly.Load(assemblyName) : Assembly.GetEntryAssembly();
        var location = Locate(options, AppHostAssembly);
        AppHostDirectory = location.Directory;
        var secretsId = AppHostAssembly?.GetCustomAttribute<Microsoft.Extensions.Configuration.UserSecrets.UserSecretsIdAttribute>()?.UserSecretsId;
        var userSecrets = options.KeepsSecrets ? Aspire.Hosting.UserSecretsManager.Create(secretsId) : Aspire.Hosting.UserSecretsManager.Forgetful();
        UserSecretsManager = userSecrets;

        _hostBuilder = CreateHostBuilder(location, commandLine, userSecrets);
        _executionContextOptions = new DistributedApplicationExecutionContextOptions(commandLine.Operation, Configuration["Publishing:Publisher"] ?? "manifest");
        ExecutionContext = new DistributedApplicationExecutionContext(_executionContextOptions);

        AddServices(options, location);
        AddRunning(options);

        AppHostDiagnostics.BuilderConstructed(this);
    }

    /// <inheritdoc/>
    public ConfigurationManager Configuration => _hostBuilder.Configuration;

    /// <inheritdoc/>
    public string AppHostDirectory { get; }

    /// <inheritdoc/>
    public Assembly? AppHostAssembly { get; }

    /// <inheritdoc/>
    public IHostEnvironment Environment => _hostBuilder.Environment;

    /// <inheritdoc/>
    public IServiceCollection Services => _hostBuilder.Services;

    /// <inheritdoc/>
    public IDistributedApplicationEventing Eventing { get; } = new DistributedApplicationEventing();

    /// <inheritdoc/>
    public DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <inheritdoc/>
    public IDistributedApplicationPipeline Pipeline => _pipeline;

    /// <inheritdoc/>
    public IResourceCollection Resources { get; } = new ResourceCollection();

    /// <inheritdoc/>
    public IUserSecretsManager UserSecretsManager { get; }

    /// <inheritdoc/>
    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);

        ResourceNameRules.Validate(resource.Name, resource.GetType().Name);
        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    /// <inheritdoc/>
    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);

        return new ResourceBuilder<T>(this, resource);
    }

    /// <inheritdoc/>
    public DistributedApplication Build()
    {
        AppHostDiagnostics.Building(this);

        var host = _hostBuilder.Build();
        _executionContextOptions.ServiceProvider = host.Services;
        var application = new DistributedApplication(host);

        AppHostDiagnostics.Built(application);
        return application;
    }

    /// <summary>Registers what runs the application on this machine; see the folder Running.</summary>
    partial void AddRunning(DistributedApplicationOptions options);

    private static HostApplicationBuilder CreateHostBuilder(AppHostLocation location, AppHostCommandLine commandLine, UserSecretsManager userSecrets)
    {
        // The defaults are stated here one by one, because user secrets count in every environment and files are not watched.
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings
        {
            DisableDefaults = true,
            ApplicationName = location.ProjectName,
            ContentRootPath = location.Directory,
            EnvironmentName = commandLine.Environment
                ?? System.Environment.GetEnvironmentVariable("ASPIRE_ENVIRONMENT")
                ?? System.Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
                ?? System.Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
                ?? (commandLine.Operation == DistributedApplicationOperation.Run ? Environments.Development : Environments.Production),
        });

        try
        {
            builder.Configuration
                .AddJsonFile("appsettings.json", optional: true, reloadOnChange: false)
                .AddJsonFile($"appsettings.{builder.Environment.EnvironmentName}.json", optional: true, reloadOnChange: false);
            if (userSecrets.IsAvailable)
            {
                builder.Configuration.AddJsonFile(source =>
                {
                    source.FileProvider = null;
                    source.Path = userSecrets.FilePath;
                    source.Optional = true;
                    source.ResolveFileProvider();
                });
            }
        }
        catch (InvalidDataException exception)
        {
            throw new DistributedApplicationException($"The AppHost's configuration cannot be read: {exception.Message} {exception.InnerException?.Message}", exception);
        }

        builder.Configuration
            .AddEnvironmentVariables()
            // The last word counts when a setting is given twice.
            .AddInMemoryCollection(commandLine.Settings.GroupBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase).Select(group => group.Last()));
        return builder;
    }

    private static AppHostLocation Locate(DistributedApplicationOptions options, Assembly? assembly)
    {
        var metadata = assembly?.GetCustomAttributes<AssemblyMetadataAttribute>().ToLookup(attribute => attribute.Key, attribute => attribute.Value, StringComparer.OrdinalIgnoreCase);
        var directory = options.ProjectDirectory
            ?? metadata?["AppHostProjectPath"].FirstOrDefault(path => Directory.Exists(path))
            ?? Directory.GetCurrentDirectory();
        var name = metadata?["AppHostProjectName"].FirstOrDefault() is { Length: > 0 } projectFile
            ? Path.GetFileNameWithoutExtension(projectFile)
            : assembly?.GetName().Name ?? "AppHost";
        return new AppHostLocation(Path.GetFullPath(directory), name);
    }

    private void AddServices(DistributedApplicationOptions options, AppHostLocation location)
    {
        var services = Services;
        services.AddSingleton(options);
        services.AddSingleton(location);
        services.AddSingleton(ExecutionContext);
        services.AddSingleton(Eventing);
        services.AddSingleton(UserSecretsManager);
        services.AddSingleton<IDistributedApplicationPipeline>(_pipeline);
        services.AddSingleton(_ => new DistributedApplicationModel(Resources));
        services.AddSingleton<ResourceNotificationService>();
        services.AddSingleton(provider => new ResourceLoggerService(provider.GetService<TimeProvider>()));
        services.AddSingleton(provider => new ResourceCommandService(
            provider.GetRequiredService<ResourceNotificationService>(),
            provider.GetRequiredService<ResourceLoggerService>(),
            provider.GetRequiredService<DistributedApplicationModel>(),
            provider));
        services.AddOptions<ResourceNotificationServiceOptions>();
        services.AddHttpClient();
        services.AddHealthChecks();

        services.Configure<PipelineOptions>(Configuration.GetSection(PipelineOptions.Pipeline));
        services.Configure<PublishingOptions>(Configuration.GetSection(PublishingOptions.Publishing));
        services.AddSingleton<IPipelineOutputService, PipelineOutputService>();
        services.AddSingleton<ManifestPublisher>();
        services.AddSingleton<ParameterValues>();

        AddLogging();
    }

    private void AddLogging()
    {
        // Calm by default: what the user is to know is said by the runner or the pipeline, not by logs.
        var level = Enum.TryParse<LogLevel>(Configuration["Pipeline:LogLevel"], ignoreCase: true, out var asked) ? asked : LogLevel.Warning;
        _hostBuilder.Logging
            .SetMinimumLevel(level)
            .AddConfiguration(Configuration.GetSection("Logging"))
            .AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss ";
            });
        if (level != LogLevel.Trace)
        {
            _hostBuilder.Logging.AddFilter("Microsoft.AspNetCore", level < LogLevel.Warning ? LogLevel.Warning : level);
            _hostBuilder.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
            _hostBuilder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        }
    }
}
