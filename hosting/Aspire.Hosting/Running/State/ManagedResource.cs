using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running.Endpoints;
using Aspire.Hosting.Running.Reconciliation;

namespace Aspire.Hosting.Running.State;

/// <summary>A resource that the reconciler runs, and what was last seen of it.</summary>
internal sealed class ManagedResource(IResource resource, string source, IReadOnlyList<EndpointBinding> endpoints, ReplicaSetStatus status)
{
    public IResource Resource => resource;

    public string Source => source;

    public IReadOnlyList<EndpointBinding> Endpoints => endpoints;

    public ImmutableArray<UrlSnapshot> Urls { get; set; } = [];

    public ReplicaSetStatus Status { get; set; } = status;

    /// <summary>Ends the health checks of the present ready period; <see langword="null"/> while nothing is ready.</summary>
    public CancellationTokenSource? Checks { get; set; }

    /// <summary>Whether there was a replica of it at some time.</summary>
    public bool HasRun { get; set; }

    /// <summary>Whether it has been told that the resource is ready.</summary>
    public bool WasAnnounced { get; set; }
}
