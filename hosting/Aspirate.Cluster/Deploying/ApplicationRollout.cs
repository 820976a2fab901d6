using System.Runtime.ExceptionServices;
using Aspirate.Cluster.Applying;
using Aspirate.Cluster.Applying.Planning;
using Aspirate.Cluster.Applying.Preflight;
using Aspirate.Cluster.Charts;

namespace Aspirate.Cluster.Deploying;

/// <summary>
/// Brings an application, or an earlier revision of it, into its namespace: checks first, takes the namespace for itself alone, brings
/// charts before and takes them away after, and tries the new revision out where that is asked for.
/// </summary>
/// <param name="connection">The cluster.</param>
/// <param name="console">Where it is told.</param>
/// <param name="wait">Waits for the workloads; <see langword="null"/> when nobody wants to wait.</param>
/// <param name="canary">Watches new versions that get a share of the requests first; <see langword="null"/> to have all at once.</param>
internal sealed class ApplicationRollout(ClusterConnection connection, DeploymentOutput console, RolloutWait? wait, CanaryWatch? canary = null)
{
    // Helm's own.
    private static readonly TimeSpan ChartPatience = TimeSpan.FromMinutes(5);

    private readonly RevisionRollout _rollout = new(connection, console, wait);

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
                var outcome = await UnderLockAsync(@lock, cancellation => ApplyAsync(deployer, plan, application.Folder, cancellation), cancellationToken);
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
        return await UnderLockAsync(@lock, cancellation => _rollout.ApplyAsync(deployer, plan, $"rollback to {revision.Number}: {revision.Description}", cancellation), cancellationToken);
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

    private async Task<DeploymentOutcome> ApplyAsync(ApplicationDeployer deployer, ApplyPlan plan, string folder, CancellationToken cancellationToken)
    {
        if (canary is not null)
        {
            if (await new CanaryTrial(console, _rollout, canary).RunAsync(deployer, plan, folder, cancellationToken) is { } ended)
            {
                return ended;
            }

            // What was the canary's own is to go now.
            plan = await deployer.PlanAsync(await deployer.CheckAsync(plan.Objects, cancellationToken: cancellationToken), plan.IsForced, cancellationToken);
        }

        return await _rollout.ApplyAsync(deployer, plan, $"apply of {folder}", cancellationToken);
    }
}
