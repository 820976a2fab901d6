namespace Aspire.Hosting.Running.Reconciliation;

/// <summary>Starts the processes of one resource.</summary>
internal interface IReplicaStarter
{
    /// <exception cref="DistributedApplicationException">It cannot be started; the message tells why and what helps.</exception>
    Task<StartedReplica> StartAsync(string replica, CancellationToken cancellationToken);
}
