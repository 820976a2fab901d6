using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ServiceDefaults.Data;

/// <summary>
/// Healthy when migrations and seeders are done. Whether the database answers right now is no matter of one replica: it answers all of them or none, and
/// pages that say so kindly serve people better than a load balancer without any replica.
/// </summary>
internal sealed class DatabaseHealthCheck<TContext>(DatabaseState<TContext> state) : IHealthCheck
    where TContext : DbContext
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(state.IsUpToDate ? HealthCheckResult.Healthy() : new HealthCheckResult(context.Registration.FailureStatus, state.WaitingFor));
}
