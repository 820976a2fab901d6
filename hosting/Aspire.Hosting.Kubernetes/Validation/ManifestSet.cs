using Aspirate.Cluster.Secrets.Templates;
using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Objects;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Validation;

/// <summary>The objects that are checked together, and ways to find one from another.</summary>
internal sealed class ManifestSet(ApplicationDescription application, IReadOnlyList<KubernetesManifest> manifests, IReadOnlyList<SecretTemplate> secrets)
{
    public ApplicationDescription Application => application;

    public IReadOnlyList<KubernetesManifest> Manifests => manifests;

    public IReadOnlyList<SecretTemplate> Secrets => secrets;

    /// <summary>Everything that has pods, with the path of the pod template in it.</summary>
    public IEnumerable<(KubernetesManifest Manifest, V1PodTemplateSpec Pod)> PodTemplates => manifests
        .Select(manifest => (Manifest: manifest, Pod: manifest.Content switch
        {
            V1Deployment deployment => deployment.Spec.Template,
            V1StatefulSet statefulSet => statefulSet.Spec.Template,
            V1Job job => job.Spec.Template,
            V1CronJob cronJob => cronJob.Spec.JobTemplate.Spec.Template,
            V1DaemonSet daemonSet => daemonSet.Spec.Template,
            _ => null,
        }))
        .Where(entry => entry.Pod is not null)!;

    /// <summary>Every container of every pod template, with its field.</summary>
    public IEnumerable<(KubernetesManifest Manifest, V1PodTemplateSpec Pod, V1Container Container, string Field)> Containers => PodTemplates
        .SelectMany(entry => Indexed(entry.Pod.Spec.InitContainers, "initContainers").Concat(Indexed(entry.Pod.Spec.Containers, "containers"))
            .Select(container => (entry.Manifest, entry.Pod, container.Container, container.Field)));

    public IEnumerable<(KubernetesManifest Manifest, T Object)> Of<T>() => manifests
        .Where(manifest => manifest.Content is T)
        .Select(manifest => (manifest, (T)manifest.Content));

    public bool Has<T>(string name) => Of<T>().Any(entry => entry.Manifest.Content.Metadata.Name == name);

    /// <summary>The pod templates that a selector selects.</summary>
    public IEnumerable<V1PodTemplateSpec> Select(IDictionary<string, string>? selector) =>
        PodTemplates.Select(entry => entry.Pod).Where(pod => Matches(selector, pod));

    /// <summary>Whether a selector selects the pods of a workload that is brought up by somebody else.</summary>
    public bool SelectsElsewhere(IDictionary<string, string> selector) => application.Workloads
        .Where(workload => !workload.IsWritten)
        .Any(workload => WorkloadLabels.Of(application, workload) is var labels && selector.All(label => labels.TryGetValue(label.Key, out var value) && value == label.Value));

    public static bool Matches(IDictionary<string, string>? selector, V1PodTemplateSpec pod) =>
        selector is null || selector.All(label => pod.Metadata?.Labels is { } labels && labels.TryGetValue(label.Key, out var value) && value == label.Value);

    public static Violation Violation(KubernetesManifest manifest, string field, string problem, string reference) =>
        new(manifest.Resource, manifest.Id, field, problem, reference, manifest.Source);

    private static IEnumerable<(V1Container Container, string Field)> Indexed(IList<V1Container>? containers, string list) =>
        (containers ?? []).Select((container, index) => (container, $"spec.template.spec.{list}[{index}]"));
}
