using System.CommandLine;
using Aspirate.Cluster;
using Aspirate.Cluster.Applying;
using Aspirate.Cluster.Applying.Planning;
using Aspirate.Cluster.Deploying;
using Aspirate.Generation;
using Aspire.Hosting.Kubernetes.Output;

namespace Aspirate.Deploying;

/// <summary>Shows what an apply would change, judged by the cluster. Changes nothing.</summary>
internal sealed class ApplicationDifference(ClusterConnection connection, InvocationConfiguration console)
{
    /// <returns>Whether something would change.</returns>
    /// <exception cref="ClusterException">The application cannot be applied as it is.</exception>
    public async Task<bool> ShowAsync(DeployableApplication application, bool takeOver, CancellationToken cancellationToken)
    {
        var deployer = new ApplicationDeployer(connection, application.Namespace, TimeProvider.System);
        var objects = await deployer.CheckAsync(await application.PreviewAsync(cancellationToken), cancellationToken);
        var plan = await deployer.PlanAsync(objects, takeOver, cancellationToken);
        foreach (var change in plan.Effective)
        {
            await console.Output.WriteLineAsync(Difference(change));
        }

        await Announcements.WriteAsync(plan, application, console.Error);
        if (!objects.NamespaceExists)
        {
            await console.Error.WriteLineAsync($"note: the namespace '{application.Namespace}' does not exist yet; the cluster judges the rest only when it does.");
        }

        var isDifferent = plan.Effective.Any();
        await console.Error.WriteLineAsync(isDifferent
            ? $"Would be: {ChangeLines.Summary(plan.Effective)} (namespace '{application.Namespace}', context '{connection.Context}')."
            : $"Nothing would change: namespace '{application.Namespace}' (context '{connection.Context}') has all {plan.Changes.Count} objects as {application.Folder} says.");
        return isDifferent;
    }

    // As diff -u shows it.
    private static string Difference(ObjectChange change) => change.Kind is ChangeKind.Adopt
        ? $"{change.Reference}: stays as it is, and becomes aspirate's"
        : TreeDifferences.Render([new FileDifference(
            change.Reference.ToString(),
            change.Kind is ChangeKind.Create ? null : change.Before.TrimEnd(),
            change.Kind is ChangeKind.Delete ? null : change.After.TrimEnd())]).TrimEnd();
}
