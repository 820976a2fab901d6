using Aspirate.Cluster.Deploying;
using Aspirate.Cluster.Rollouts;
using Spectre.Console;

namespace Aspirate.Rollouts;

/// <summary>Shows a rollout while it happens: one table that changes in place, or a line for each change where nobody looks.</summary>
internal static class RolloutView
{
    /// <summary>Follows a rollout to its end and shows it.</summary>
    /// <param name="rollout">What <see cref="RolloutWatcher.FollowAsync"/> gives.</param>
    /// <param name="output">Where to show it.</param>
    /// <param name="cancellationToken">Ends the following; the table stays as it is then.</param>
    /// <returns>The last snapshot: healthy, failed, or timed out.</returns>
    public static Task<RolloutSnapshot> FollowAsync(IAsyncEnumerable<RolloutSnapshot> rollout, TextWriter output, CancellationToken cancellationToken)
    {
        return TerminalOutput.Interactive(output) is { } terminal
            ? FollowInPlaceAsync(rollout, terminal, cancellationToken)
            : RolloutLines.FollowAsync(rollout, output, cancellationToken);
    }

    private static async Task<RolloutSnapshot> FollowInPlaceAsync(IAsyncEnumerable<RolloutSnapshot> rollout, IAnsiConsole terminal, CancellationToken cancellationToken)
    {
        RolloutSnapshot? last = null;
        await terminal.Live(new Text("")).Overflow(VerticalOverflow.Ellipsis).StartAsync(async context =>
        {
            await foreach (var snapshot in rollout.WithCancellation(cancellationToken))
            {
                last = snapshot;
                context.UpdateTarget(RolloutTable.Render(snapshot, terminal.Profile.Width));
            }
        });
        return last ?? throw new InvalidOperationException("A rollout ends with a snapshot.");
    }
}
