namespace Aspirate.Cluster.Secrets;

/// <summary>Follows a rotation: shows what is done, and waits for pods.</summary>
public interface IRotationObserver
{
    /// <summary>Shows what is done, or has to be known. It names no value.</summary>
    /// <param name="message">A sentence.</param>
    void Say(string message);

    /// <summary>Waits until workloads have replaced their pods.</summary>
    /// <param name="workloads">The workloads.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether all have, and are healthy; why one is not has been shown.</returns>
    Task<bool> FollowAsync(IReadOnlyList<SecretReader> workloads, CancellationToken cancellationToken);
}
