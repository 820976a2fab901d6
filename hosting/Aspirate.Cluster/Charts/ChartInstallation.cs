using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace Aspirate.Cluster.Charts;

/// <summary>
/// A Helm chart that is installed before the application: a file of the tree, in the words of <c>helm upgrade --install</c>. It is never applied:
/// kustomize drops objects that are annotated with <c>config.kubernetes.io/local-config</c>.
/// </summary>
public sealed class ChartInstallation : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>What is annotated so stays out of the cluster.</summary>
    public const string LocalConfigAnnotation = "config.kubernetes.io/local-config";

    /// <inheritdoc/>
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = "aspirate.hosting/v1";

    /// <inheritdoc/>
    [JsonPropertyName("kind")]
    public string Kind { get; set; } = "HelmChart";

    /// <summary>The resource's name.</summary>
    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = new();

    /// <summary>The chart: <c>oci://…</c>, the address of an archive, <c>REPOSITORY/CHART</c>, or a folder, relative to the AppHost's.</summary>
    [JsonPropertyName("chart")]
    public string Chart { get; set; } = "";

    /// <summary>Its version.</summary>
    [JsonPropertyName("version")]
    public string Version { get; set; } = "";

    /// <summary>The name that it is installed under.</summary>
    [JsonPropertyName("release")]
    public string Release { get; set; } = "";

    /// <summary>The namespace that it is installed into.</summary>
    [JsonPropertyName("namespace")]
    public string Namespace { get; set; } = "";

    /// <summary>Its values, each as <c>--set</c> takes it.</summary>
    [JsonPropertyName("set")]
    public IDictionary<string, string>? Set { get; set; }

    /// <summary>Take fields over that somebody else has changed; <see langword="null"/> does not.</summary>
    [JsonPropertyName("forceConflicts")]
    public bool? ForceConflicts { get; set; }

    /// <summary>Uninstall it when the application is destroyed, or no longer has it; <see langword="null"/> leaves it.</summary>
    [JsonPropertyName("destroy")]
    public bool? Destroy { get; set; }
}
