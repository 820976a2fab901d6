using Aspire.Hosting.Running.Reconciliation;
using Aspire.Hosting.Running.Replicas;

namespace Aspire.Hosting.Running.State;

/// <summary>Decides when a resource that never came up ends the run, and what is said then.</summary>
internal static class StartFailure
{
    /// <returns>What is wrong and what helps, or <see langword="null"/> if there is still hope.</returns>
    public static string? Describe(ReplicaSetStatus status, ReplicaRegistry registry, int attempts)
    {
        if (status.Replicas.Any(replica => replica.WasReady))
        {
            return null;
        }

        // What was never started will not start by trying again.
        var failed = status.Replicas.FirstOrDefault(replica => replica.Phase is ReplicaPhase.Backoff && (replica.StartedAt is null || replica.Crashes >= attempts));
        if (failed is null)
        {
            return null;
        }

        if (failed.StartedAt is null)
        {
            return $"'{status.Name}' cannot be started. {failed.Message}";
        }

        var lines = registry[failed.Name].Log.Lines;
        return string.Join(
            Environment.NewLine,
            [
                $"'{status.Name}' does not come up: {failed.Message}, {failed.Crashes} times in a row. {(lines.Count > 0 ? "Its last words:" : "It wrote nothing.")}",
                .. lines.Select(line => $"  {line}"),
            ]);
    }
}
