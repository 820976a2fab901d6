using Aspirate.Cluster.Objects;
using Aspire.Hosting.Kubernetes.Objects;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Validation;

/// <summary>Every selector selects something: a controller its own pods, a Service, a budget and a policy pods of the application.</summary>
internal sealed class SelectorRule : IManifestRule
{
    public IEnumerable<Violation> Check(ManifestSet set)
    {
        foreach (var (manifest, pod) in set.PodTemplates)
        {
            var selector = manifest.Content switch
            {
                V1Deployment deployment => deployment.Spec.Selector,
                V1StatefulSet statefulSet => statefulSet.Spec.Selector,
                V1DaemonSet daemonSet => daemonSet.Spec.Selector,
                _ => null,
            };
            if (manifest.Content is V1Deployment or V1StatefulSet or V1DaemonSet && selector?.MatchLabels is not { Count: > 0 })
            {
                yield return ManifestSet.Violation(manifest, "spec.selector", "a selector is required", KubernetesReference.Deployment);
            }
            else if (!ManifestSet.Matches(selector?.MatchLabels, pod))
            {
                yield return ManifestSet.Violation(manifest, "spec.selector.matchLabels", "the selector does not match the labels of the pod template", KubernetesReference.Deployment);
            }
        }

        foreach (var (manifest, service) in set.Of<V1Service>())
        {
            if (service.Spec.Selector is { Count: > 0 } selector && !set.Select(selector).Any())
            {
                yield return ManifestSet.Violation(manifest, "spec.selector", $"no pod has the labels {Show(selector)}", KubernetesReference.Service);
            }
        }

        foreach (var (manifest, budget) in set.Of<V1PodDisruptionBudget>())
        {
            if (!set.Select(budget.Spec.Selector?.MatchLabels).Any())
            {
                yield return ManifestSet.Violation(manifest, "spec.selector", $"no pod has the labels {Show(budget.Spec.Selector?.MatchLabels)}", KubernetesReference.DisruptionBudget);
            }
        }

        foreach (var (manifest, policy) in set.Of<V1NetworkPolicy>())
        {
            foreach (var violation in CheckPolicy(set, manifest, policy))
            {
                yield return violation;
            }
        }
    }

    private static IEnumerable<Violation> CheckPolicy(ManifestSet set, KubernetesManifest manifest, V1NetworkPolicy policy)
    {
        // An empty selector means every pod, also of a namespace without pods.
        if (policy.Spec.PodSelector?.MatchLabels is { Count: > 0 } own && !IsOfGateway(set, own) && !own.ContainsKey(IssuerBuilder.SolverLabel) && !set.Select(own).Any())
        {
            yield return ManifestSet.Violation(manifest, "spec.podSelector", $"no pod has the labels {Show(own)}", KubernetesReference.NetworkPolicy);
        }

        var peers = (policy.Spec.Ingress ?? []).SelectMany((rule, index) => (rule.FromProperty ?? []).Select(peer => (Peer: peer, Field: $"spec.ingress[{index}].from")))
            .Concat((policy.Spec.Egress ?? []).SelectMany((rule, index) => (rule.To ?? []).Select(peer => (Peer: peer, Field: $"spec.egress[{index}].to"))));
        foreach (var (peer, field) in peers)
        {
            if (peer.NamespaceSelector is null && peer.PodSelector?.MatchLabels is { Count: > 0 } labels && !IsOfGateway(set, labels) && !set.Select(labels).Any() && !set.SelectsElsewhere(labels))
            {
                yield return ManifestSet.Violation(manifest, field, $"no pod has the labels {Show(labels)}", KubernetesReference.NetworkPolicy);
            }
        }
    }

    // The pods that a controller starts for a Gateway are in no tree.
    private static bool IsOfGateway(ManifestSet set, IDictionary<string, string> labels) =>
        labels.TryGetValue(RequestOrigin.GatewayLabel, out var name) && set.Has<V1Gateway>(name);

    private static string Show(IDictionary<string, string>? labels) =>
        string.Join(", ", (labels ?? new Dictionary<string, string>()).Select(label => $"{label.Key}={label.Value}"));
}
