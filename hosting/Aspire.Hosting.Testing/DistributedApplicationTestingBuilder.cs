using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>
/// Runs an AppHost inside of a test. Each has any free ports instead of those of the model, no dashboard and no terminal,
/// and secrets that nobody keeps, so that several run side by side.
/// </summary>
public static class DistributedApplicationTestingBuilder
{
    /// <summary>Runs an AppHost's program up to the point where its model is complete.</summary>
    /// <typeparam name="TEntryPoint">Any type of the AppHost's assembly, usually <c>Projects.AppHost</c>.</typeparam>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The AppHost's builder.</returns>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync(typeof(TEntryPoint), cancellationToken);

    /// <inheritdoc cref="CreateAsync{TEntryPoint}(CancellationToken)"/>
    /// <param name="args">The AppHost's command line.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync(typeof(TEntryPoint), args, cancellationToken);

    /// <inheritdoc cref="CreateAsync{TEntryPoint}(CancellationToken)"/>
    /// <param name="args">The AppHost's command line.</param>
    /// <param name="configureBuilder">Changes the settings before the AppHost's builder is made. Of the host's settings, the arguments and the environment's name count.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(
        string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder, CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync(typeof(TEntryPoint), args, configureBuilder, cancellationToken);

    /// <summary>Runs an AppHost's program up to the point where its model is complete.</summary>
    /// <param name="entryPoint">Any type of the AppHost's assembly, usually <c>Projects.AppHost</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The AppHost's builder.</returns>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync(Type entryPoint, CancellationToken cancellationToken = default) =>
        CreateAsync(entryPoint, [], cancellationToken);

    /// <inheritdoc cref="CreateAsync(Type, CancellationToken)"/>
    /// <param name="entryPoint">Any type of the AppHost's assembly, usually <c>Projects.AppHost</c>.</param>
    /// <param name="args">The AppHost's command line.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync(Type entryPoint, string[] args, CancellationToken cancellationToken = default) =>
        CreateAsync(entryPoint, args, static (_, _) => { }, cancellationToken);

    /// <inheritdoc cref="CreateAsync(Type, CancellationToken)"/>
    /// <param name="entryPoint">Any type of the AppHost's assembly, usually <c>Projects.AppHost</c>.</param>
    /// <param name="args">The AppHost's command line.</param>
    /// <param name="configureBuilder">Changes the settings before the AppHost's builder is made. Of the host's settings, the arguments and the environment's name count.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The assembly has no program.</exception>
    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync(
        Type entryPoint, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entryPoint);
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(configureBuilder);

        if (entryPoint.Assembly.EntryPoint is null)
        {
            throw new ArgumentException($"The assembly of '{entryPoint}' has no program. Name a type of the AppHost's assembly, usually Projects.AppHost.", nameof(entryPoint));
        }

        var run = EntryPointRun.Start(entryPoint.Assembly, args, options =>
        {
            options.AssemblyName = entryPoint.Assembly.GetName().Name;
            Configure(options, args, configureBuilder);
        });
        var builder = await run.Building.WaitAsync(cancellationToken);
        return new SuspendedTestingBuilder(builder, run);
    }

    /// <summary>Begins an application of the test's own, with nothing in it.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>The builder.</returns>
    public static IDistributedApplicationTestingBuilder Create(params string[] args) => Create(args, static (_, _) => { });

    /// <inheritdoc cref="Create(string[])"/>
    /// <param name="args">The command line.</param>
    /// <param name="configureBuilder">Changes the settings before the builder is made. Of the host's settings, the arguments and the environment's name count.</param>
    public static IDistributedApplicationTestingBuilder Create(string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(configureBuilder);

        var options = new DistributedApplicationOptions { AssemblyName = Assembly.GetCallingAssembly().GetName().Name };
        Configure(options, args, configureBuilder);
        var builder = new DistributedApplicationBuilder(options);
        TestSettings.Apply(builder);
        return new OwnTestingBuilder(builder);
    }

    private static void Configure(DistributedApplicationOptions options, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder)
    {
        // What the program itself makes of its arguments comes first.
        var settings = new HostApplicationBuilderSettings { Args = options.Args ?? args };
        options.DisableDashboard = true;
        options.KeepsSecrets = false;
        options.RandomizesDashboardPorts = true;
        configureBuilder(options, settings);
        options.Args = settings.EnvironmentName is { } environment ? [.. settings.Args ?? [], "--environment", environment] : settings.Args;
    }
}
