namespace Aspire.Dashboard.Resources.Cluster.Watching;

/// <summary>Keeps up with the objects of one kind.</summary>
internal interface IObjectWatch
{
    WatchState State { get; }

    /// <summary>Keeps up until cancelled, without an exception.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
