using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Pipelines;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting;

/// <summary>A modelled application, which can be run or published.</summary>
public sealed partial class DistributedApplication : IHost, IAsyncDisposable
{
    private readonly IHost _host;

    /// <summary>Makes an application.</summary>
    /// <param name="host">The host that its services live in.</param>
    public DistributedApplication(IHost host)
    {
        ArgumentNullException.ThrowIfNull(host);

        _host = host;
    }

    /// <summary>Gets the AppHost's services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Gets the resources' states.</summary>
    public ResourceNotificationService ResourceNotifications => Services.GetRequiredService<ResourceNotificationService>();

    /// <summary>Gets what makes resources do something.</summary>
    public ResourceCommandService ResourceCommands => Services.GetRequiredService<ResourceCommandService>();

    /// <summary>Begins an application.</summary>
    /// <returns>A builder of its model.</returns>
    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder([]);

    /// <summary>Begins an application.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>A builder of its model.</returns>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => CreateBuilder(new DistributedApplicationOptions { Args = args });

    /// <summary>Begins an application.</summary>
    /// <param name="options">Settings.</param>
    /// <returns>A builder of its model.</returns>
    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options)
    {
        UserMistakes.ShowWithoutStackTrace();
        return new DistributedApplicationBuilder(options);
    }

    /// <summary>Does what the command line asks for - run or publish - and returns when it is done. A mistake of the user's is shown, and the process's exit code is 1 then.</summary>
    public void Run() => RunAsync().GetAwaiter().GetResult();

    /// <summary>Does what the command line asks for - run or publish - and returns when it is done. A mistake of the user's is shown, and the process's exit code is 1 then.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>A task that ends when it is done.</returns>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var details = Services.GetRequiredService<IOptions<PipelineOptions>>().Value.IncludeExceptionDetails;
        try
        {
            await (Services.GetRequiredService<DistributedApplicationExecutionContext>().IsPublishMode
                ? PublishAsync(cancellationToken)
                : RunHostAsync(cancellationToken));
        }
        catch (DistributedApplicationException exception)
        {
            UserMistakes.Show(exception, details);
        }
        finally
        {
            await DisposeAsync();
        }
    }

    /// <summary>Starts the application.</summary>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <returns>A task that ends when everything that starts by itself has been started.</returns>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await BeforeStartAsync(cancellationToken);
        await _host.StartAsync(cancellationToken);
    }

    /// <summary>Stops the application.</summary>
    /// <param name="cancellationToken">Ends waiting for a graceful stop.</param>
    /// <returns>A task that ends when everything has stopped.</returns>
    public Task StopAsync(CancellationToken cancellationToken = default) => _host.StopAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_host is IAsyncDisposable asyncDisposable)
        {
            await asyncDisposable.DisposeAsync();
        }
        else
        {
            _host.Dispose();
        }
    }

    private async Task RunHostAsync(CancellationToken cancellationToken)
    {
        await StartAsync(cancellationToken);
        await _host.WaitForShutdownAsync(cancellationToken);
    }

    private async Task BeforeStartAsync(CancellationToken cancellationToken)
    {
        var model = Services.GetRequiredService<DistributedApplicationModel>();
        await Services.GetRequiredService<IDistributedApplicationEventing>().PublishAsync(new BeforeStartEvent(Services, model), cancellationToken);
        ModelValidation.Validate(model);
    }

    private async Task PublishAsync(CancellationToken cancellationToken)
    {
        // Ctrl+C ends a step in an orderly way; nothing else of the host is needed.
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var interrupt = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGINT, Stop);
        using var terminate = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, Stop);

        try
        {
            await PublishModelAsync(stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new DistributedApplicationException("Publishing was interrupted.");
        }

        void Stop(System.Runtime.InteropServices.PosixSignalContext context)
        {
            context.Cancel = true;
            stopping.Cancel();
        }
    }

    private async Task PublishModelAsync(CancellationToken cancellationToken)
    {
        await BeforeStartAsync(cancellationToken);

        var model = Services.GetRequiredService<DistributedApplicationModel>();
        var eventing = Services.GetRequiredService<IDistributedApplicationEventing>();
        await eventing.PublishAsync(new BeforePublishEvent(Services, model), cancellationToken);
        await Services.GetRequiredService<IDistributedApplicationPipeline>().ExecuteAsync(new PipelineContext(
            model,
            Services.GetRequiredService<DistributedApplicationExecutionContext>(),
            Services,
            Services.GetRequiredService<ILoggerFactory>().CreateLogger("Aspire.Hosting.Pipeline"),
            cancellationToken));
        await eventing.PublishAsync(new AfterPublishEvent(Services, model), cancellationToken);
    }
}
