using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running.Reconciliation;

namespace Aspire.Hosting.Running.State;

/// <summary>The commands that every running resource has. Each is a change of the desired state.</summary>
internal static class LifecycleCommands
{
    public const string ScaleUp = "scale-up";
    public const string ScaleDown = "scale-down";

    public static void AddTo(IResource resource, Reconciler reconciler, bool canScale)
    {
        Add(resource, KnownResourceCommands.StartCommand, "Start", "Start the resource.", "Play", isHighlighted: true,
            state => IsStopped(state) ? ResourceCommandState.Enabled : ResourceCommandState.Hidden,
            () => reconciler.Desire(resource.Name, state => state with { IsRunning = true, Revision = state.Revision + 1 }));

        Add(resource, KnownResourceCommands.StopCommand, "Stop", "Stop all replicas of the resource.", "Stop", isHighlighted: true,
            state => IsStopped(state) ? ResourceCommandState.Hidden : ResourceCommandState.Enabled,
            () => reconciler.Desire(resource.Name, state => state with { IsRunning = false }));

        Add(resource, KnownResourceCommands.RestartCommand, "Restart", "Replace the replicas one after another; requests go on being answered.", "ArrowCounterclockwise", isHighlighted: false,
            state => IsStopped(state) ? ResourceCommandState.Disabled : ResourceCommandState.Enabled,
            () => reconciler.Desire(resource.Name, state => state with { Revision = state.Revision + 1 }));

        if (canScale)
        {
            Add(resource, ScaleUp, "Add a replica", "Run one replica more.", "Add", isHighlighted: false,
                state => IsStopped(state) ? ResourceCommandState.Hidden : ResourceCommandState.Enabled,
                () => reconciler.Desire(resource.Name, state => state with { Replicas = state.Replicas + 1 }));

            Add(resource, ScaleDown, "Remove a replica", "Run one replica less, but one at least.", "Subtract", isHighlighted: false,
                state => IsStopped(state) ? ResourceCommandState.Hidden : ResourceCommandState.Enabled,
                () => reconciler.Desire(resource.Name, state => state with { Replicas = Math.Max(1, state.Replicas - 1) }));
        }
    }

    private static bool IsStopped(string? state) =>
        state is null || state == KnownResourceStates.NotStarted || state == KnownResourceStates.Stopping || KnownResourceStates.TerminalStates.Contains(state);

    private static void Add(
        IResource resource, string name, string displayName, string description, string icon, bool isHighlighted, Func<string?, ResourceCommandState> state, Action change)
    {
        // The model's own command of that name counts.
        if (resource.Annotations.OfType<ResourceCommandAnnotation>().Any(command => command.Name == name))
        {
            return;
        }

        resource.Annotations.Add(new ResourceCommandAnnotation(
            name,
            displayName,
            context => state(context.ResourceSnapshot.State?.Text),
            _ =>
            {
                change();
                return Task.FromResult(CommandResults.Success());
            },
            description,
            parameter: null,
            confirmationMessage: null,
            icon,
            IconVariant.Regular,
            isHighlighted)
        {
            CoversReplicas = true,
        });
    }
}
