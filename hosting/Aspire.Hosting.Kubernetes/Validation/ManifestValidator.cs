using Aspirate.Cluster.Secrets.Templates;
using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Objects;

namespace Aspire.Hosting.Kubernetes.Validation;

/// <summary>
/// Checks finished objects against the rules of Kubernetes, and against what would be accepted but not work: a Service
/// that selects no pod, an autoscaler without requests, a budget that blocks every drain.
/// </summary>
public static class ManifestValidator
{
    /// <summary>Gives what is wrong with <paramref name="manifests"/>; nothing when they are valid.</summary>
    /// <param name="application">What the objects were made from.</param>
    /// <param name="manifests">The objects.</param>
    /// <param name="secrets">The Secrets that will exist beside them.</param>
    public static IReadOnlyList<Violation> Validate(ApplicationDescription application, IReadOnlyList<KubernetesManifest> manifests, IReadOnlyList<SecretTemplate> secrets)
    {
        IManifestRule[] rules =
        [
            new MetadataRule(),
            new SelectorRule(),
            new ContainerRule(),
            new ProbeRule(),
            new VolumeRule(),
            new ServicePortRule(),
            new IngressRule(),
            new AutoscalerRule(),
            new DisruptionBudgetRule(),
            new ConfigurationRule(),
            new ResourceRule(),
            new RolloutRule(),
            new PodSecurityRule(),
        ];
        var set = new ManifestSet(application, manifests, secrets);
        return [.. rules.SelectMany(rule => rule.Check(set))];
    }
}
