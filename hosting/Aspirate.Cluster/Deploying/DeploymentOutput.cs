using Aspirate.Cluster.Rollouts;

namespace Aspirate.Cluster.Deploying;

/// <summary>Where a deployment tells what it does: plain lines, unless somebody looks at them in a better form.</summary>
/// <param name="Output">What happens.</param>
/// <param name="Error">What went wrong, and what a person should know.</param>
public sealed record DeploymentOutput(TextWriter Output, TextWriter Error)
{
    /// <summary>Shows a rollout while it happens and gives its last snapshot; by default a line for each change.</summary>
    public Func<IAsyncEnumerable<RolloutSnapshot>, CancellationToken, Task<RolloutSnapshot>> FollowRollout { get; init; } =
        (rollout, cancellationToken) => RolloutLines.FollowAsync(rollout, Output, cancellationToken);

    /// <summary>Shows work that says nothing itself; by default a line when it begins.</summary>
    public Func<string, Func<Task>, Task> ShowWork { get; init; } = async (description, work) =>
    {
        await Output.WriteLineAsync($"{description} ...");
        await work();
    };

    /// <summary>Shows a rollout to its end; then what went wrong, with the remedies and the last lines of the logs.</summary>
    /// <param name="rollout">What <see cref="RolloutWatcher.FollowAsync"/> gives.</param>
    /// <param name="cancellationToken">Ends the following.</param>
    /// <returns>The last snapshot: healthy, failed, or timed out.</returns>
    public async Task<RolloutSnapshot> ShowAsync(IAsyncEnumerable<RolloutSnapshot> rollout, CancellationToken cancellationToken)
    {
        var last = await FollowRollout(rollout, cancellationToken);
        foreach (var failure in last.Failures)
        {
            await Error.WriteLineAsync();
            await RolloutProblemText.WriteAsync(failure, Error);
        }

        return last;
    }
}
