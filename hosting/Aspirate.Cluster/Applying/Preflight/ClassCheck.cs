using System.Text.Json.Nodes;
using Aspirate.Cluster.Applying.Api;
using Aspirate.Cluster.Objects;

namespace Aspirate.Cluster.Applying.Preflight;

/// <summary>
/// Looks whether the classes that objects name exist. The API server takes an Ingress of a class that nobody serves, a claim of a
/// class that nobody provides; the application then just never answers.
/// </summary>
internal sealed class ClassCheck(ObjectApi api)
{
    private const string IngressRemedy = "Install an ingress controller (Minikube: minikube addons enable ingress; elsewhere one that is maintained, such as Traefik, HAProxy or Contour)";

    public async Task<IEnumerable<string>> FindAsync(IReadOnlyList<ClusterObject> objects, CancellationToken cancellationToken)
    {
        var named = objects.SelectMany(Named).ToArray();
        var brought = objects.Select(item => item.Reference).ToHashSet();
        var problems = new List<string>();
        foreach (var kind in named.GroupBy(use => (use.ApiVersion, use.ClassKind)))
        {
            if (await ExistingAsync(kind.Key.ApiVersion, kind.Key.ClassKind, cancellationToken) is not { } existing)
            {
                continue; // not to be seen with these rights; the cluster will judge
            }

            var there = existing.Count == 0 ? "The cluster has none." : $"There are: {string.Join(", ", existing)}.";
            problems.AddRange(kind
                .Where(use => !existing.Contains(use.Name) && !brought.Contains(new(use.ApiVersion, use.ClassKind, null, use.Name)))
                .Select(use => $"{use.Source}: there is no {use.ClassKind} '{use.Name}'. {there} {use.Remedy}, or change the class in the model and generate again."));
        }

        return problems;
    }

    private static IEnumerable<ClassUse> Named(ClusterObject item)
    {
        var spec = item.Json["spec"];
        switch (item.Reference)
        {
            case { Kind: "Ingress", Group: "networking.k8s.io" } when JsonText.Of(spec?["ingressClassName"]) is { } name:
                yield return new(item.Reference, "networking.k8s.io/v1", "IngressClass", name, IngressRemedy);
                break;

            case { Kind: "Gateway", Group: "gateway.networking.k8s.io" } when JsonText.Of(spec?["gatewayClassName"]) is { } name:
                yield return new(item.Reference, item.Reference.ApiVersion, "GatewayClass", name, "Install a controller of the Gateway API, most of which bring their class (Envoy Gateway, NGINX Gateway Fabric, Istio, Cilium, a cloud's own)");
                break;

            case { Kind: "PersistentVolumeClaim", Group: "" } when JsonText.Of(spec?["storageClassName"]) is { } name:
                yield return new(item.Reference, "storage.k8s.io/v1", "StorageClass", name, "Install it");
                break;

            case { Kind: "StatefulSet", Group: "apps" }:
                foreach (var name in (spec?["volumeClaimTemplates"] as JsonArray ?? []).Select(claim => JsonText.Of(claim?["spec"]?["storageClassName"])).OfType<string>())
                {
                    yield return new(item.Reference, "storage.k8s.io/v1", "StorageClass", name, "Install it");
                }

                break;
        }
    }

    // An empty class is a choice, too: none.

    private async Task<IReadOnlyList<string>?> ExistingAsync(string apiVersion, string kind, CancellationToken cancellationToken)
    {
        if (await api.Discovery.FindAsync(apiVersion, kind, cancellationToken) is not { } resource)
        {
            return null; // that the kind is unknown is told elsewhere
        }

        try
        {
            return [.. (await api.ListAsync(resource, null, cancellationToken)).Select(item => item["metadata"]!["name"]!.GetValue<string>()).Order(StringComparer.Ordinal)];
        }
        catch (AccessDeniedException)
        {
            return null;
        }
    }

    private sealed record ClassUse(ObjectReference Source, string ApiVersion, string ClassKind, string Name, string Remedy);
}
