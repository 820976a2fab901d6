using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.LocalCluster.Gateway;

/// <summary>A gateway is healthy when each of its routes leads to a replica that is ready.</summary>
internal sealed class RouteHealthCheck(RunningGateways gateways, string gateway) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (gateways.PoolsOf(gateway) is not { } pools)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy("It does not listen."));
        }

        var missing = pools.Where(pool => !pool.HasReady).Select(pool => pool.Resource).Distinct().ToList();
        return Task.FromResult(missing.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"No ready replica: {string.Join(", ", missing)}."));
    }
}
