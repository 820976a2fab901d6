using Aspirate.Cluster.Objects;
using Aspire.Hosting.Kubernetes.Objects;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Validation;

/// <summary>What is routed exists: the Service and its port. Hosts and paths have their form, and no request has two owners.</summary>
internal sealed class IngressRule : IManifestRule
{
    private static readonly string[] PathTypes = ["Prefix", "Exact", "ImplementationSpecific"];
    private static readonly string[] MatchTypes = ["PathPrefix", "Exact", "RegularExpression"];

    public IEnumerable<Violation> Check(ManifestSet set) =>
        set.Of<V1Ingress>().SelectMany(entry => CheckIngress(set, entry.Manifest, entry.Object))
            .Concat(set.Of<V1Gateway>().SelectMany(entry => CheckGateway(entry.Manifest, entry.Object)))
            .Concat(set.Of<V1HttpRoute>().SelectMany(entry => CheckRoute(set, entry.Manifest, entry.Object)))
            .Concat(CheckOwners(set));

    private static IEnumerable<Violation> CheckIngress(ManifestSet set, KubernetesManifest manifest, V1Ingress ingress)
    {
        Violation At(string field, string problem) => ManifestSet.Violation(manifest, field, problem, KubernetesReference.Ingress);

        var rules = ingress.Spec.Rules ?? [];
        if (rules.Count == 0 && ingress.Spec.DefaultBackend is null)
        {
            yield return At("spec", "there is neither a path nor a default backend");
        }

        if (ingress.Spec.DefaultBackend?.Service is { } fallback && Missing(set, fallback.Name, fallback.Port?.Number ?? 0) is { } missing)
        {
            yield return At("spec.defaultBackend", missing);
        }

        foreach (var (ruleIndex, rule) in rules.Index())
        {
            if (rule.Host is not null && !NameSyntax.IsHost(rule.Host))
            {
                yield return At($"spec.rules[{ruleIndex}].host", $"'{rule.Host}' is not a host's name");
            }

            foreach (var (pathIndex, path) in (rule.Http?.Paths ?? []).Index())
            {
                var field = $"spec.rules[{ruleIndex}].http.paths[{pathIndex}]";
                if (!PathTypes.Contains(path.PathType))
                {
                    yield return At($"{field}.pathType", $"'{path.PathType}' is none of {string.Join(", ", PathTypes)}");
                }

                if (path.Path?.StartsWith('/') is not true)
                {
                    yield return At($"{field}.path", $"'{path.Path}' does not begin with '/'");
                }

                if (path.Backend?.Service is { } service && Missing(set, service.Name, service.Port?.Number ?? 0) is { } absent)
                {
                    yield return At($"{field}.backend", absent);
                }
            }
        }

        var twice = rules.SelectMany(rule => (rule.Http?.Paths ?? []).Select(path => (rule.Host, path.Path, path.PathType)))
            .GroupBy(entry => entry)
            .FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            yield return At("spec.rules", $"{twice.Key.Host ?? "every host"}{twice.Key.Path} is routed twice");
        }
    }

    // Of two routes for the same requests, the older object wins: which that is, the tree does not say.
    private static IEnumerable<Violation> CheckOwners(ManifestSet set) =>
        from entry in set.Of<V1HttpRoute>()
        from parent in entry.Object.Spec.ParentRefs
        from host in entry.Object.Spec.Hostnames ?? ["every host"]
        from rule in entry.Object.Spec.Rules
        from match in rule.Matches ?? []
        group entry.Manifest by (parent.Namespace, parent.Name, parent.SectionName, host, match.Path.Type, match.Path.Value) into owners
        where owners.Count() > 1
        select ManifestSet.Violation(owners.Last(), "spec.rules", $"{owners.Key.host}{owners.Key.Value} is routed twice", KubernetesReference.Gateway);

    private static IEnumerable<Violation> CheckGateway(KubernetesManifest manifest, V1Gateway gateway)
    {
        if (string.IsNullOrEmpty(gateway.Spec.GatewayClassName))
        {
            yield return ManifestSet.Violation(manifest, "spec.gatewayClassName", "a Gateway needs a class; name it with WithGatewayClass", KubernetesReference.Gateway);
        }
    }

    private static IEnumerable<Violation> CheckRoute(ManifestSet set, KubernetesManifest manifest, V1HttpRoute route)
    {
        Violation At(string field, string problem) => ManifestSet.Violation(manifest, field, problem, KubernetesReference.Gateway);

        foreach (var host in (route.Spec.Hostnames ?? []).Where(host => !NameSyntax.IsHost(host)))
        {
            yield return At("spec.hostnames", $"'{host}' is not a host's name");
        }

        foreach (var (index, rule) in route.Spec.Rules.Index())
        {
            foreach (var match in (rule.Matches ?? []).Where(match => !MatchTypes.Contains(match.Path.Type) || !match.Path.Value.StartsWith('/')))
            {
                yield return At($"spec.rules[{index}].matches", $"'{match.Path.Type} {match.Path.Value}' is none of {string.Join(", ", MatchTypes)} with a path that begins with '/'");
            }

            foreach (var backend in rule.BackendRefs ?? [])
            {
                if (Missing(set, backend.Name, backend.Port) is { } missing)
                {
                    yield return At($"spec.rules[{index}].backendRefs", missing);
                }
            }
        }
    }

    private static string? Missing(ManifestSet set, string? service, int port)
    {
        var target = set.Of<V1Service>().FirstOrDefault(entry => entry.Object.Metadata.Name == service).Object;
        if (target is null)
        {
            return $"there is no Service '{service}'";
        }

        return target.Spec.Ports.Any(candidate => candidate.Port == port) ? null : $"the Service '{service}' has no port {port}; it has {string.Join(", ", target.Spec.Ports.Select(candidate => candidate.Port))}";
    }
}
