using Aspirate.Cluster.Applying;
using Aspirate.Cluster.Applying.Destroying;

namespace Aspirate.Cluster.Deploying;

/// <summary>Takes an application out of its namespace: what apply brought, and nothing else.</summary>
/// <param name="connection">The cluster.</param>
/// <param name="namespace">The application's namespace.</param>
/// <param name="console">Where it is told.</param>
public sealed class ApplicationRemoval(ClusterConnection connection, string @namespace, DeploymentOutput console)
{
    private readonly ApplicationDeployer _deployer = new(connection, @namespace, TimeProvider.System);

    /// <summary>Finds out what would be deleted.</summary>
    /// <param name="withVolumes">Whether the volumes, and so all data, are deleted, too.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public Task<DestroyPlan> PlanAsync(bool withVolumes, CancellationToken cancellationToken) => _deployer.PlanDestructionAsync(withVolumes, cancellationToken);

    /// <summary>Deletes it.</summary>
    /// <param name="plan">What a person has agreed to.</param>
    /// <param name="timeout">How long to wait until everything is gone.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task RunAsync(DestroyPlan plan, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.IsEmpty)
        {
            await console.Output.WriteLineAsync($"Nothing of aspirate runs in namespace '{@namespace}' (context '{connection.Context}').");
            await TellOfKeptDataAsync(plan);
            return;
        }

        // Once more under the lock: an apply may just have ended.
        await using var @lock = await _deployer.LockAsync(holder => console.Error.WriteLine($"{holder} is deploying to namespace '{@namespace}'; waiting ..."), cancellationToken);
        plan = await PlanAsync(plan.WithVolumes, cancellationToken);
        var strangers = await _deployer.DestroyAsync(plan, timeout, reference => console.Output.WriteLine($"  {"deleted",-9} {reference}"), cancellationToken);
        await console.Output.WriteLineAsync($"Destroyed the application in namespace '{@namespace}' (context '{connection.Context}').");
        await TellOfKeptDataAsync(plan);
        if (strangers.Count > 0)
        {
            await console.Output.WriteLineAsync($"The namespace stays, for it has things that aspirate did not make: {string.Join(", ", strangers)}.");
        }
    }

    private async Task TellOfKeptDataAsync(DestroyPlan plan)
    {
        if (plan.KeepsData)
        {
            await console.Output.WriteLineAsync($"Its data stays ({string.Join(", ", plan.Claims)}), and with it the namespace and the passwords; the next apply takes them up again. To delete them, too: aspirate destroy --volumes --namespace {@namespace}");
        }
    }
}
