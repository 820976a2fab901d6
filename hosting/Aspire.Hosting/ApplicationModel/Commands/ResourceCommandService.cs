namespace Aspire.Hosting.ApplicationModel;

/// <summary>Executes commands of resources.</summary>
public sealed class ResourceCommandService
{
    private readonly ResourceNotificationService _notifications;
    private readonly ResourceLoggerService _logs;
    private readonly DistributedApplicationModel _model;
    private readonly IServiceProvider _services;

    internal ResourceCommandService(ResourceNotificationService notifications, ResourceLoggerService logs, DistributedApplicationModel model, IServiceProvider services)
    {
        _notifications = notifications;
        _logs = logs;
        _model = model;
        _services = services;
    }

    /// <summary>Executes a command of a resource, with all its replicas.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="commandName">The command.</param>
    /// <param name="cancellationToken">Ends the execution.</param>
    /// <returns>How it went. An error of the command itself is a result and not an exception.</returns>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(IResource resource, string commandName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);

        return ExecuteAsync(resource, resource.Name, commandName, cancellationToken);
    }

    /// <summary>Executes a command of a resource or replica.</summary>
    /// <param name="resourceId">The replica's id, or the resource's name.</param>
    /// <param name="commandName">The command.</param>
    /// <param name="cancellationToken">Ends the execution.</param>
    /// <returns>How it went. An error of the command itself is a result and not an exception.</returns>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, CancellationToken cancellationToken = default)
    {
        var resource = _notifications.TryGetCurrentState(resourceId, out var state) ? state.Resource
            : _model.Resources.TryGetByName(resourceId, out var named) ? named
            : null;

        return resource is null
            ? Task.FromResult(CommandResults.Failure($"There is no resource '{resourceId}'."))
            : ExecuteAsync(resource, resourceId, commandName, cancellationToken);
    }

    private async Task<ExecuteCommandResult> ExecuteAsync(IResource resource, string resourceId, string commandName, CancellationToken cancellationToken)
    {
        var command = resource.Annotations.OfType<ResourceCommandAnnotation>().LastOrDefault(command => string.Equals(command.Name, commandName, StringComparison.OrdinalIgnoreCase));
        if (command is null)
        {
            var names = resource.Annotations.OfType<ResourceCommandAnnotation>().Select(known => $"'{known.Name}'").Distinct().ToList();
            return CommandResults.Failure($"The resource '{resource.Name}' has no command '{commandName}'. {(names.Count == 0 ? "It has none." : $"It has {string.Join(", ", names)}.")}");
        }

        try
        {
            return await command.ExecuteCommand(new ExecuteCommandContext
            {
                ServiceProvider = _services,
                ResourceName = resourceId,
                CancellationToken = cancellationToken,
                Logger = _logs.GetLogger(resourceId),
            });
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return CommandResults.Canceled();
        }
#pragma warning disable CA1031 // Whatever a command throws is its result: it must not end the AppHost.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return CommandResults.Failure(exception);
        }
    }
}
