using Aspirate.Cluster.Applying;
using Aspirate.Cluster.Applying.Planning;
using Aspirate.Cluster.Applying.Revisions;

namespace Aspirate.Cluster.Deploying;

/// <summary>Brings a revision into its namespace, waits until it is healthy, and goes back to the one before when it does not become so.</summary>
/// <param name="connection">The cluster.</param>
/// <param name="console">Where it is told.</param>
/// <param name="wait">Waits for the workloads; <see langword="null"/> when nobody wants to wait.</param>
internal sealed class RevisionRollout(ClusterConnection connection, DeploymentOutput console, RolloutWait? wait)
{
    /// <summary>Applies a plan as the next revision.</summary>
    /// <returns>How it ended.</returns>
    public async Task<DeploymentOutcome> ApplyAsync(ApplicationDeployer deployer, ApplyPlan plan, string description, CancellationToken cancellationToken)
    {
        var revision = await BeginAsync(deployer, plan, description, "", cancellationToken);
        if (await IsHealthyAsync(deployer, plan, revision, cancellationToken))
        {
            await EntranceIsSeenAsync(deployer, plan, cancellationToken);
            await deployer.CompleteAsync(plan, revision, change => console.Output.WriteLine(ChangeLines.Done(change)), cancellationToken);
            await console.Output.WriteLineAsync(plan.IsUnchanged
                ? $"Unchanged: namespace '{deployer.Namespace}' (context '{connection.Context}') has all {plan.Objects.Count} objects of revision {revision.Number}."
                : $"Revision {revision.Number} is applied: {ChangeLines.Summary(plan.Effective)}.");
            return DeploymentOutcome.Succeeded;
        }

        await deployer.MarkAsync(revision, RevisionState.Failed);
        if (plan.IsUnchanged || plan.Previous is not { } previous)
        {
            await console.Error.WriteLineAsync($"Revision {revision.Number} did not become healthy, and there is nothing to go back to; it stays as it is. Fix it and apply again, look at it with: aspirate status, or take it away with: aspirate destroy");
            return DeploymentOutcome.Failed;
        }

        return await GoBackAsync(deployer, revision, previous, "did not become healthy", plan.IsForced, cancellationToken);
    }

    /// <summary>Applies what a plan changes, and tells of it; nobody waits yet.</summary>
    /// <param name="deployer">The namespace.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="description">What the revision is told as.</param>
    /// <param name="nature">What kind of revision it is, as an apposition; empty for a plain one.</param>
    /// <param name="cancellationToken">Stops after the object that is being applied.</param>
    public async Task<Revision> BeginAsync(ApplicationDeployer deployer, ApplyPlan plan, string description, string nature, CancellationToken cancellationToken)
    {
        if (!plan.IsUnchanged)
        {
            var next = (plan.History is [.., var latest] ? latest.Number : 0) + 1;
            await console.Output.WriteLineAsync($"Applying revision {next}{nature} to namespace '{deployer.Namespace}' (context '{connection.Context}', Kubernetes {connection.Version}) ...");
        }

        return await deployer.ApplyAsync(plan, description, change => console.Output.WriteLine(ChangeLines.Done(change)), cancellationToken);
    }

    /// <summary>Whether a revision's workloads become healthy; the reason why not is told.</summary>
    /// <exception cref="ApplyInterruptedException">It was cancelled.</exception>
    public async Task<bool> IsHealthyAsync(ApplicationDeployer deployer, ApplyPlan plan, Revision revision, CancellationToken cancellationToken)
    {
        try
        {
            return wait is null || await wait.IsHealthyAsync(deployer.Namespace, plan.Objects, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            if (revision.State is not RevisionState.Deployed)
            {
                await deployer.MarkAsync(revision, RevisionState.Interrupted);
            }

            throw new ApplyInterruptedException($"Interrupted: revision {revision.Number} is applied whole; its workloads were not waited for. See how they are: aspirate status");
        }
    }

    /// <summary>Goes back to an earlier revision.</summary>
    /// <param name="deployer">The namespace.</param>
    /// <param name="failed">The revision that is no good.</param>
    /// <param name="previous">The one to go back to.</param>
    /// <param name="reason">What the failed one did, after its number in a sentence.</param>
    /// <param name="takeOver">Takes over what somebody else has got hold of since.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>How it ended.</returns>
    public async Task<DeploymentOutcome> GoBackAsync(ApplicationDeployer deployer, Revision failed, Revision previous, string reason, bool takeOver, CancellationToken cancellationToken)
    {
        await console.Error.WriteLineAsync($"Revision {failed.Number} {reason}; going back to revision {previous.Number} ...");
        var plan = await deployer.PlanRollbackAsync(previous, takeOver, cancellationToken);
        var revision = await deployer.ApplyAsync(plan, $"automatic rollback to {previous.Number}, because {failed.Number} {reason}", change => console.Output.WriteLine(ChangeLines.Done(change)), cancellationToken);
        if (!await IsHealthyAsync(deployer, plan, revision, cancellationToken))
        {
            await deployer.MarkAsync(revision, RevisionState.Failed);
            await console.Error.WriteLineAsync($"Revision {previous.Number} is applied again (as {revision.Number}), but does not become healthy either. Look at it with: aspirate status");
            return DeploymentOutcome.Failed;
        }

        await EntranceIsSeenAsync(deployer, plan, cancellationToken);
        await deployer.CompleteAsync(plan, revision, change => console.Output.WriteLine(ChangeLines.Done(change)), cancellationToken);
        await console.Error.WriteLineAsync($"Rolled back: revision {failed.Number} failed for the reason above; revision {previous.Number} runs again (as {revision.Number}).");
        return DeploymentOutcome.RolledBack;
    }

    // Before anything is deleted: a route may have led to it until now.
    private Task EntranceIsSeenAsync(ApplicationDeployer deployer, ApplyPlan plan, CancellationToken cancellationToken) =>
        wait is null ? Task.CompletedTask : wait.TellEntranceProblemsAsync(deployer.Namespace, plan.Objects, cancellationToken);
}
