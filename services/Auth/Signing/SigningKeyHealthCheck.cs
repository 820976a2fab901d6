using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Auth.Signing;

/// <summary>Without a key no token can be issued or verified.</summary>
internal sealed class SigningKeyHealthCheck(SigningKeyRing ring) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(ring.Keys.Count > 0
            ? HealthCheckResult.Healthy()
            : new HealthCheckResult(context.Registration.FailureStatus, "Auth:SigningKeysDirectory holds no usable *.pem file yet"));
}
