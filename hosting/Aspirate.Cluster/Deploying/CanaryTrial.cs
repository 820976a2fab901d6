using Aspirate.Cluster.Applying;
using Aspirate.Cluster.Applying.Planning;
using Aspirate.Cluster.Applying.Revisions;

namespace Aspirate.Cluster.Deploying;

/// <summary>Tries out what a plan changes with a share of the requests, beside the old version, and takes it back when it does worse.</summary>
/// <param name="console">Where it is told.</param>
/// <param name="rollout">Brings revisions in.</param>
/// <param name="watch">Compares the versions.</param>
internal sealed class CanaryTrial(DeploymentOutput console, RevisionRollout rollout, CanaryWatch watch)
{
    /// <param name="deployer">The namespace.</param>
    /// <param name="plan">What is to come for all.</param>
    /// <param name="folder">Where it comes from.</param>
    /// <param name="cancellationToken">Leaves both versions beside each other.</param>
    /// <returns>How it ended when it was no good; <see langword="null"/> when all may have it.</returns>
    /// <exception cref="ApplyInterruptedException">It was cancelled.</exception>
    public async Task<DeploymentOutcome?> RunAsync(ApplicationDeployer deployer, ApplyPlan plan, string folder, CancellationToken cancellationToken)
    {
        var trial = await deployer.PlanCanaryAsync(plan, watch.Percent, cancellationToken);
        if (trial.Workloads.Count == 0)
        {
            await console.Error.WriteLineAsync("note: no pods change; there is nothing to try out.");
            return null;
        }

        var previous = trial.Plan.History[^1];
        var revision = await rollout.BeginAsync(deployer, trial.Plan, $"canary of {watch.Percent}%: apply of {folder}", ", a canary,", cancellationToken);
        if (!await rollout.IsHealthyAsync(deployer, trial.Plan, revision, cancellationToken))
        {
            return await TakeBackAsync("did not become healthy");
        }

        try
        {
            await deployer.ShareAsync(trial, change => console.Output.WriteLine(ChangeLines.Done(change)), cancellationToken);
            if (await watch.IsGoodAsync(deployer.Namespace, trial, cancellationToken))
            {
                await deployer.MarkAsync(revision, RevisionState.Canary);
                await console.Output.WriteLineAsync("It does as well as the old one; now all get it.");
                return null;
            }
        }
        catch (OperationCanceledException)
        {
            await deployer.MarkAsync(revision, RevisionState.Interrupted);
            throw new ApplyInterruptedException($"Interrupted: the canary of revision {revision.Number} stays beside the old version, and keeps its share of the requests. To take it back: aspirate rollback; to give it to all: aspirate apply");
        }

        return await TakeBackAsync("did worse than the version before");

        async Task<DeploymentOutcome> TakeBackAsync(string reason)
        {
            await deployer.MarkAsync(revision, RevisionState.Failed);
            return await rollout.GoBackAsync(deployer, revision, previous, reason, trial.Plan.IsForced, cancellationToken);
        }
    }
}
