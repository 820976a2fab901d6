using System.CommandLine;
using Aspirate.Cluster.Rollouts;
using Spectre.Console;

namespace Aspirate.Rollouts;

/// <summary>Shows a rollout while it happens: one table that changes in place, or a line for each change where nobody looks.</summary>
internal static class RolloutView
{
    /// <summary>
    /// Follows a rollout to its end and shows it on the console's output; then, on its error stream, what went wrong, with the
    /// remedies and the last lines of the logs.
    /// </summary>
    /// <param name="rollout">What <see cref="RolloutWatcher.FollowAsync"/> gives.</param>
    /// <param name="console">Where to show it.</param>
    /// <param name="cancellationToken">Ends the following; the table stays as it is then.</param>
    /// <returns>The last snapshot: healthy, failed, or timed out.</returns>
    public static async Task<RolloutSnapshot> FollowAsync(IAsyncEnumerable<RolloutSnapshot> rollout, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var last = TerminalOutput.Interactive(console.Output) is { } terminal
            ? await FollowInPlaceAsync(rollout, terminal, cancellationToken)
            : await FollowInLinesAsync(rollout, console.Output, cancellationToken);
        foreach (var failure in last.Failures)
        {
            await console.Error.WriteLineAsync();
            await RolloutProblemText.WriteAsync(failure, console.Error);
        }

        return last;
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
        return last ?? throw Endless();
    }

    private static async Task<RolloutSnapshot> FollowInLinesAsync(IAsyncEnumerable<RolloutSnapshot> rollout, TextWriter output, CancellationToken cancellationToken)
    {
        RolloutSnapshot? last = null;
        await foreach (var snapshot in rollout.WithCancellation(cancellationToken))
        {
            foreach (var line in RolloutLines.Between(last, snapshot))
            {
                await output.WriteLineAsync(line);
            }

            last = snapshot;
        }

        return last ?? throw Endless();
    }

    private static InvalidOperationException Endless() => new("A rollout ends with a snapshot.");
}
