using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ServiceDefaults.Data;

/// <summary>Healthy once migrations and seeders are done.</summary>
/// <remarks>
/// Whether the database answers at this moment is not asked: all replicas share it, and to take all of them out of service would leave
/// nobody to say kindly that it is away. Each request finds out for itself.
/// </remarks>
internal sealed class DatabaseHealthCheck<TContext>(DatabaseState<TContext> state) : IHealthCheck
    where TContext : DbContext
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(state.IsUpToDate ? HealthCheckResult.Healthy() : new HealthCheckResult(context.Registration.FailureStatus, state.WaitingFor));
}
