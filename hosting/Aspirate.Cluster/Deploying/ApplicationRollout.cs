using System.Runtime.ExceptionServices;
using Aspirate.Cluster.Applying;
using Aspirate.Cluster.Applying.Canaries;
using Aspirate.Cluster.Applying.Planning;
using Aspirate.Cluster.Applying.Preflight;
using Aspirate.Cluster.Applying.Revisions;
using Aspirate.Cluster.Charts;

namespace Aspirate.Cluster.Deploying;

/// <summary>
/// Brings an application, or an earlier revision of it, into its namespace: checks first, applies, waits, and goes back by itself
/// when the new revision does not become healthy.
/// </summary>
/// <param name="connection">The cluster.</param>
/// <param name="console">Where it is told.</param>
/// <param name="wait">Waits for the workloads; <see langword="null"/> when nobody wants to wait.</param>
/// <param name="canary">Watches new versions that get a share of the requests first; <see langword="null"/> to have all at once.</param>
internal sealed class ApplicationRollout(ClusterConnection connection, DeploymentOutput console, RolloutWait? wait, CanaryWatch? canary = null)
{
    // Helm's own.
    private static readonly TimeSpan ChartPatience = TimeSpan.FromMinutes(5);

    /// <returns>How it ended.</returns>
    public async Task<DeploymentOutcome> ApplyAsync(DeployableApplication application, bool takeOver, CancellationToken cancellationToken)
    {
        var deployer = Deployer(application.Namespace);
        var charts = new ApplicationCharts(connection, application.Namespace, application.ChartDirectory);
        var preview = await application.PreviewAsync(cancellationToken);
        if (canary is not null)
        {
            await deployer.CheckCanaryAsync(cancellationToken); // before there is a namespace
        }

        // Without charts, the objects first: whoever may not read what is recorded of charts is told of all rights that are missing.
        var objects = application.Charts.Count == 0 ? await deployer.CheckAsync(preview, cancellationToken: cancellationToken) : null;
        var chartPlan = await charts.PlanAsync(application.Charts, takeOver, cancellationToken);
        objects ??= await deployer.CheckAsync(preview, chartPlan.Installs, cancellationToken);
        var isNew = await deployer.CreateNamespaceAsync(objects, cancellationToken);
        if (isNew)
        {
            await console.Output.WriteLineAsync($"Made the namespace '{application.Namespace}' (context '{connection.Context}'), so that the cluster can judge what comes into it.");
        }

        ExceptionDispatchInfo failure;
        await using (var @lock = await LockAsync(deployer, application.Namespace, cancellationToken))
        {
            try
            {
                if (chartPlan.Installs)
                {
                    await charts.InstallAsync(chartPlan, ChartPatience, change => console.Output.WriteLine(ChartLines.Starting(change)), cancellationToken);
                    deployer = Deployer(application.Namespace); // one that does not remember which kinds there were
                    objects = await deployer.CheckAsync(await application.PreviewAsync(cancellationToken), cancellationToken: cancellationToken);
                }

                var plan = await PlanAsync(deployer, application, objects, takeOver, cancellationToken);
                await Announcements.WriteAsync(plan, application, console.Error);
                await ChartLines.AnnounceAsync(chartPlan, console.Error);
                var outcome = await UnderLockAsync(@lock, cancellation => ApplyAsync(deployer, application.Folder, plan, cancellation), cancellationToken);
                if (outcome is DeploymentOutcome.Succeeded)
                {
                    await charts.UninstallAsync(chartPlan.Obsolete, ChartPatience, release => console.Output.WriteLine(ChartLines.Uninstalled(release)), cancellationToken);
                }

                return outcome;
            }
            catch (Exception exception) when (isNew && !chartPlan.Installs && exception is not ApplyInterruptedException)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        }

        // The namespace was made only so that the cluster could judge what is to be in it.
        if ((await deployer.HistoryAsync(CancellationToken.None)).Count == 0)
        {
            await deployer.RemoveNamespaceAsync();
            await console.Output.WriteLineAsync($"Deleted the namespace '{application.Namespace}' again.");
        }

        failure.Throw();
        return DeploymentOutcome.Failed;
    }

    /// <param name="namespace">The application's namespace.</param>
    /// <param name="number">The revision; <see langword="null"/> for the last good one before the current.</param>
    /// <param name="takeOver">Takes over what somebody else has got hold of since.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>How it ended.</returns>
    public async Task<DeploymentOutcome> RollBackAsync(string @namespace, int? number, bool takeOver, CancellationToken cancellationToken)
    {
        var deployer = Deployer(@namespace);
        await using var @lock = await LockAsync(deployer, @namespace, cancellationToken);
        var revision = RollbackTarget.Choose(await deployer.HistoryAsync(cancellationToken), number, @namespace);
        var plan = await deployer.PlanRollbackAsync(revision, takeOver, cancellationToken);
        return await UnderLockAsync(@lock, cancellation => ApplyAsync(deployer, plan, $"rollback to {revision.Number}: {revision.Description}", cancellation), cancellationToken);
    }

    private ApplicationDeployer Deployer(string @namespace) => new(connection, @namespace, TimeProvider.System);

    private Task<NamespaceLock> LockAsync(ApplicationDeployer deployer, string @namespace, CancellationToken cancellationToken) =>
        deployer.LockAsync(holder => console.Error.WriteLine($"{holder} is deploying to namespace '{@namespace}'; waiting ..."), cancellationToken);

    // Judged first with stand-ins for the values that do not exist yet: they are made when nothing else is in the way.
    private static async Task<ApplyPlan> PlanAsync(ApplicationDeployer deployer, DeployableApplication application, CheckedObjects objects, bool takeOver, CancellationToken cancellationToken)
    {
        var plan = await deployer.PlanAsync(objects, takeOver, cancellationToken);
        if (!application.SecretPlan.New.Any())
        {
            return plan;
        }

        var prepared = await application.PrepareAsync(cancellationToken);
        return await deployer.PlanAsync(await deployer.CheckAsync(prepared, cancellationToken: cancellationToken), takeOver, cancellationToken);
    }

    private static async Task<DeploymentOutcome> UnderLockAsync(NamespaceLock @lock, Func<CancellationToken, Task<DeploymentOutcome>> action, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, @lock.Lost);
        try
        {
            return await action(either.Token);
        }
        catch (OperationCanceledException interrupted) when (@lock.Lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ClusterException($"The connection to the cluster was away for too long, so that somebody else may deploy by now. {interrupted.Message}", interrupted);
        }
    }

    private async Task<DeploymentOutcome> ApplyAsync(ApplicationDeployer deployer, string folder, ApplyPlan plan, CancellationToken cancellationToken)
    {
        if (canary is not null)
        {
            if (await TryOutAsync(deployer, await deployer.PlanCanaryAsync(plan, canary.Percent, cancellationToken), folder, canary, cancellationToken) is { } ended)
            {
                return ended;
            }

            // What was the canary's own is to go now.
            plan = await deployer.PlanAsync(await deployer.CheckAsync(plan.Objects, cancellationToken: cancellationToken), plan.IsForced, cancellationToken);
        }

        return await ApplyAsync(deployer, plan, $"apply of {folder}", cancellationToken);
    }

    /// <returns>How it ended when it was no good; <see langword="null"/> when all may have it.</returns>
    private async Task<DeploymentOutcome?> TryOutAsync(ApplicationDeployer deployer, CanaryPlan trial, string folder, CanaryWatch watch, CancellationToken cancellationToken)
    {
        if (trial.Workloads.Count == 0)
        {
            await console.Error.WriteLineAsync("note: no pods change; there is nothing to try out.");
            return null;
        }

        var previous = trial.Plan.History[^1];
        await console.Output.WriteLineAsync($"Applying revision {previous.Number + 1}, a canary, to namespace '{deployer.Namespace}' (context '{connection.Context}', Kubernetes {connection.Version}) ...");
        var revision = await deployer.ApplyAsync(trial.Plan, $"canary of {watch.Percent}%: apply of {folder}", change => console.Output.WriteLine(ChangeLines.Done(change)), cancellationToken);
        if (!await IsHealthyAsync(deployer, trial.Plan, revision, cancellationToken))
        {
            await deployer.MarkAsync(revision, RevisionState.Failed);
            return await GoBackAsync(deployer, revision, previous, "did not become healthy", trial.Plan.IsForced, cancellationToken);
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

        await deployer.MarkAsync(revision, RevisionState.Failed);
        return await GoBackAsync(deployer, revision, previous, "did worse than the version before", trial.Plan.IsForced, cancellationToken);
    }

    private async Task<DeploymentOutcome> ApplyAsync(ApplicationDeployer deployer, ApplyPlan plan, string description, CancellationToken cancellationToken)
    {
        if (!plan.IsUnchanged)
        {
            var next = (plan.History is [.., var latest] ? latest.Number : 0) + 1;
            await console.Output.WriteLineAsync($"Applying revision {next} to namespace '{deployer.Namespace}' (context '{connection.Context}', Kubernetes {connection.Version}) ...");
        }

        var revision = await deployer.ApplyAsync(plan, description, change => console.Output.WriteLine(ChangeLines.Done(change)), cancellationToken);
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
            await console.Error.WriteLineAsync($"Revision {revision.Number} did not become healthy, and there is nothing to go back to; it stays as it is. Mend it and apply again, look at it with: aspirate status, or take it away with: aspirate destroy");
            return DeploymentOutcome.Failed;
        }

        return await GoBackAsync(deployer, revision, previous, "did not become healthy", plan.IsForced, cancellationToken);
    }

    private async Task<DeploymentOutcome> GoBackAsync(ApplicationDeployer deployer, Revision failed, Revision previous, string reason, bool takeOver, CancellationToken cancellationToken)
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

    private async Task<bool> IsHealthyAsync(ApplicationDeployer deployer, ApplyPlan plan, Revision revision, CancellationToken cancellationToken)
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

            throw new ApplyInterruptedException($"Interrupted: revision {revision.Number} is applied whole, but nobody waits for its workloads any more. See how it goes on: aspirate status");
        }
    }
}
