using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.LocalCluster.SelfHealing;

/// <summary>
/// Has a resource's "Stop" also end the pause before a restart. To the orchestrator, which has no process then, it would mean nothing.
/// </summary>
internal static class PausesEndWithStop
{
    /// <param name="resource">The resource.</param>
    /// <param name="pauses">The pauses, by the ids of replicas.</param>
    public static void Add(IResource resource, ConcurrentDictionary<string, TaskCompletionSource> pauses)
    {
        // The orchestrator adds the command only while it starts; hence so late, and once.
        if (resource.Annotations.OfType<PausesEndWithStopAnnotation>().Any()
            || resource.Annotations.OfType<ResourceCommandAnnotation>().FirstOrDefault(command => command.Name == KnownResourceCommands.StopCommand) is not { } stop)
        {
            return;
        }

        resource.Annotations.Add(new PausesEndWithStopAnnotation());
        resource.Annotations[resource.Annotations.IndexOf(stop)] = new ResourceCommandAnnotation(
            stop.Name, stop.DisplayName, stop.UpdateState, StopAsync, stop.DisplayDescription, arguments: null, stop.ConfirmationMessage, stop.IconName, stop.IconVariant, stop.IsHighlighted);

        async Task<ExecuteCommandResult> StopAsync(ExecuteCommandContext context)
        {
            if (!pauses.TryRemove(context.ResourceName, out var pause))
            {
                return await stop.ExecuteCommand(context);
            }

            pause.TrySetResult();
            await context.Services.GetRequiredService<ResourceNotificationService>()
                .PublishUpdateAsync(resource, context.ResourceName, snapshot => snapshot with { State = KnownResourceStates.Finished });
            return CommandResults.Success();
        }
    }

    private sealed class PausesEndWithStopAnnotation : IResourceAnnotation;
}
