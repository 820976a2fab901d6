using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Validation;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Reads a Helm chart of the model. What is not named is called as the resource, in lower case.</summary>
internal static class ChartDescriber
{
    /// <exception cref="DistributedApplicationException">The resource's name cannot be a release's or a namespace's, and no other is given.</exception>
    public static ChartDescription Describe(KubernetesHelmChartResource chart)
    {
        var name = chart.Name.ToLowerInvariant();
        var release = chart.ReleaseName ?? name;
        if (!HelmSyntax.IsReleaseName(release))
        {
            throw new DistributedApplicationException($"The chart '{chart.Name}' cannot be installed under the name '{release}': Helm takes at most {HelmSyntax.ReleaseNameLength} lower case letters, digits and hyphens. Give it another with WithReleaseName.");
        }

        var @namespace = chart.Namespace ?? name;
        return NameSyntax.IsLabel(@namespace)
            ? new()
            {
                Name = name,
                Reference = chart.ChartReference,
                Version = chart.ChartVersion,
                ReleaseName = release,
                Namespace = @namespace,
                Values = new SortedDictionary<string, string>(chart.Values, StringComparer.Ordinal),
                IsDestroyed = chart.IsDestroyed,
                ForcesConflicts = chart.ForcesConflicts,
            }
            : throw new DistributedApplicationException($"The chart '{chart.Name}' cannot be installed into a namespace '{@namespace}', which is no DNS label. Give it another with WithNamespace.");
    }
}
