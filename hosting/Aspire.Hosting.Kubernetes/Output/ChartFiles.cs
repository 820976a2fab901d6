using Aspirate.Cluster.Charts;
using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Output;

/// <summary>
/// The files of a tree that say which Helm charts the application needs: one for <c>aspirate apply</c>, which is not applied itself, and the same in
/// the words of Flux and of Argo CD, for those of an OCI registry. Both have a folder of their own, so that they can be pointed at it.
/// </summary>
internal static class ChartFiles
{
    private const string Oci = "oci://";

    public static void Write(ApplicationDescription application, ManifestSerializer serializer, FileTree tree)
    {
        foreach (var chart in application.Charts)
        {
            tree.Add($"{ChartReader.Folder}/{chart.Name}.yaml", serializer.Serialize(Installation(chart)));
            if (Source.Of(chart) is { } source)
            {
                tree.Add($"{ChartReader.Folder}/flux/{chart.Name}.yaml", $"{serializer.Serialize(Repository(chart, source))}---\n{serializer.Serialize(Release(chart, source))}");
                tree.Add($"{ChartReader.Folder}/argocd/{chart.Name}.yaml", serializer.Serialize(Application(chart, source)));
            }
        }
    }

    /// <summary>What a person should know of charts that an output format cannot tell everybody about.</summary>
    public static IEnumerable<string> RemarksOn(ApplicationDescription application, string format) => format switch
    {
        "kustomize" => application.Charts
            .Where(chart => Source.Of(chart) is null)
            .Select(chart => $"The chart '{chart.Name}' ({chart.Reference}) is not one of an OCI registry, so that only aspirate apply installs it; Argo CD and Flux are not told of it."),
        "helm" => application.Charts.Select(chart => $"The chart '{chart.Name}' has to be there before this one: {Command(chart)}"),
        _ => application.Charts.Select(chart => $"The chart '{chart.Name}' is left out: Compose has no charts."),
    };

    private static string Command(ChartDescription chart) =>
        $"helm upgrade {chart.ReleaseName} {chart.Reference} --install --version {chart.Version} --namespace {chart.Namespace} --create-namespace --wait{string.Concat(chart.Values.Select(value => $" --set '{value.Key}={value.Value}'"))}";

    private static ChartInstallation Installation(ChartDescription chart) => new()
    {
        Metadata = new() { Name = chart.Name, Annotations = new Dictionary<string, string> { [ChartInstallation.LocalConfigAnnotation] = "true" } },
        Chart = chart.Reference,
        Version = chart.Version,
        Release = chart.ReleaseName,
        Namespace = chart.Namespace,
        Set = chart.Values.Count == 0 ? null : new SortedDictionary<string, string>(chart.Values.ToDictionary(), StringComparer.Ordinal),
        ForceConflicts = chart.ForcesConflicts ? true : null,
        Destroy = chart.IsDestroyed ? true : null,
    };

    // https://fluxcd.io/flux/components/source/helmrepositories/#helm-oci-repository
    private static Node Repository(ChartDescription chart, Source source) => new()
    {
        ["apiVersion"] = "source.toolkit.fluxcd.io/v1",
        ["kind"] = "HelmRepository",
        ["metadata"] = FluxMetadata(chart),
        ["spec"] = new Node { ["type"] = "oci", ["url"] = $"{Oci}{source.Repository}" },
    };

    // https://fluxcd.io/flux/components/helm/helmreleases/
    private static Node Release(ChartDescription chart, Source source)
    {
        var spec = new Node
        {
            ["interval"] = "1h",
            ["releaseName"] = chart.ReleaseName,
            ["targetNamespace"] = chart.Namespace,
            ["storageNamespace"] = chart.Namespace, // where helm looks for it
            ["chart"] = new Node
            {
                ["spec"] = new Node
                {
                    ["chart"] = source.Chart,
                    ["version"] = chart.Version,
                    ["sourceRef"] = new Node { ["kind"] = "HelmRepository", ["name"] = chart.Name },
                },
            },
            ["install"] = new Node { ["createNamespace"] = true },
        };
        if (ChartValues.Nest(chart.Values) is { Count: > 0 } values)
        {
            spec["values"] = values;
        }

        return new()
        {
            ["apiVersion"] = "helm.toolkit.fluxcd.io/v2",
            ["kind"] = "HelmRelease",
            ["metadata"] = FluxMetadata(chart),
            ["spec"] = spec,
        };
    }

    private static Node FluxMetadata(ChartDescription chart)
    {
        var metadata = new Node { ["name"] = chart.Name, ["namespace"] = "flux-system" };
        if (!chart.IsDestroyed)
        {
            metadata["annotations"] = new Node { ["kustomize.toolkit.fluxcd.io/prune"] = "disabled" };
        }

        return metadata;
    }

    // https://argo-cd.readthedocs.io/en/stable/user-guide/helm/
    private static Node Application(ChartDescription chart, Source source)
    {
        var metadata = new Node
        {
            ["name"] = chart.Name,
            ["namespace"] = "argocd",
            ["annotations"] = new Node { ["argocd.argoproj.io/sync-wave"] = "-1" }, // before the application's own
        };
        if (chart.IsDestroyed)
        {
            metadata["finalizers"] = new[] { "resources-finalizer.argocd.argoproj.io" };
        }

        var helm = new Node { ["releaseName"] = chart.ReleaseName };
        if (ChartValues.Nest(chart.Values) is { Count: > 0 } values)
        {
            helm["valuesObject"] = values;
        }

        return new()
        {
            ["apiVersion"] = "argoproj.io/v1alpha1",
            ["kind"] = "Application",
            ["metadata"] = metadata,
            ["spec"] = new Node
            {
                ["project"] = "default",
                ["source"] = new Node
                {
                    ["repoURL"] = source.Repository, // without a scheme, Argo CD takes a registry
                    ["chart"] = source.Chart,
                    ["targetRevision"] = chart.Version,
                    ["helm"] = helm,
                },
                ["destination"] = new Node { ["server"] = "https://kubernetes.default.svc", ["namespace"] = chart.Namespace },
                ["syncPolicy"] = new Node { ["automated"] = new Node(), ["syncOptions"] = new[] { "CreateNamespace=true", "ServerSideApply=true" } },
            },
        };
    }

    private sealed class Node : OrderedDictionary<string, object>;

    private sealed record Source(string Repository, string Chart)
    {
        public static Source? Of(ChartDescription chart)
        {
            if (!chart.Reference.StartsWith(Oci, StringComparison.Ordinal) || chart.Reference.LastIndexOf('/') is var slash && slash <= Oci.Length)
            {
                return null;
            }

            return new(chart.Reference[Oci.Length..slash], chart.Reference[(slash + 1)..]);
        }
    }
}
