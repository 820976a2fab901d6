using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes;

/// <summary>On a compute environment that is not a <see cref="KubernetesEnvironmentResource"/> itself: it stands on one, as a managed cluster of a cloud does.</summary>
public sealed class KubernetesEnvironmentAnnotation : IResourceAnnotation;
