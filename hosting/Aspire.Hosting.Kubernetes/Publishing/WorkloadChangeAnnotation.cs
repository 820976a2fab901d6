using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Something about a resource that only a cluster knows, as a change of its description.</summary>
/// <param name="Apply">Gives the changed description.</param>
internal sealed record WorkloadChangeAnnotation(Func<WorkloadDescription, WorkloadDescription> Apply) : IResourceAnnotation;
