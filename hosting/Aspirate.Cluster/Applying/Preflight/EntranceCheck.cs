using System.Text.Json.Nodes;
using Aspirate.Cluster.Applying.Api;
using Aspirate.Cluster.Objects;

namespace Aspirate.Cluster.Applying.Preflight;

/// <summary>
/// Looks whether what lets requests in will be able to: that somebody serves the class of a Gateway, that Gateways let routes in, that routes lead to
/// Services that exist, that certificates are there; and whether the controller of an Ingress is one that still gets security fixes.
/// </summary>
internal sealed class EntranceCheck(ObjectApi api, bool isLocal, string @namespace)
{
    private const string Gateways = "gateway.networking.k8s.io";
    private const string RetiredController = "k8s.io/ingress-nginx";

    public async Task<(IReadOnlyList<string> Problems, IReadOnlyList<string> Notes)> FindAsync(IReadOnlyList<ClusterObject> objects, CancellationToken cancellationToken)
    {
        var problems = new List<string>(await new ExistingGatewayCheck(api, @namespace).FindAsync(objects, cancellationToken));
        var notes = new List<string>();
        try
        {
            foreach (var gateway in objects.Where(item => item.Reference is { Group: Gateways, Kind: "Gateway" }))
            {
                problems.AddRange(await UnservedClassAsync(gateway, cancellationToken));
            }

            foreach (var route in objects.Where(item => item.Reference is { Group: Gateways, Kind: "HTTPRoute" }))
            {
                problems.AddRange(await MissingBackendsAsync(route, objects, cancellationToken));
            }

            foreach (var entrance in objects)
            {
                notes.AddRange(await MissingCertificatesAsync(entrance, objects, cancellationToken));
            }

            if (!isLocal)
            {
                notes.AddRange(await RetiredControllersAsync(objects, cancellationToken));
            }
        }
        catch (AccessDeniedException)
        {
            // Not to be seen with these rights; the cluster will tell.
        }

        return (problems, notes);
    }

    private async Task<IEnumerable<string>> UnservedClassAsync(ClusterObject gateway, CancellationToken cancellationToken)
    {
        if (JsonText.Of(gateway.Json["spec"]?["gatewayClassName"]) is not { } name
            || await api.ReadAsync(new(gateway.Reference.ApiVersion, "GatewayClass", null, name), cancellationToken) is not { } found)
        {
            return []; // that there is none is told elsewhere
        }

        var accepted = JsonItems.Of(found["status"]?["conditions"]).FirstOrDefault(condition => JsonText.Of(condition["type"]) == "Accepted");
        var controller = JsonText.Of(found["spec"]?["controllerName"]);
        return JsonText.Of(accepted?["status"]) switch
        {
            "True" => [],
            "False" => [$"{gateway.Reference}: the controller '{controller}' does not accept the GatewayClass '{name}': {JsonText.Of(accepted?["message"]) ?? JsonText.Of(accepted?["reason"])}. Correct the class (kubectl describe gatewayclass {name}), or name another in the model."],
            _ => [$"{gateway.Reference}: no controller has accepted the GatewayClass '{name}': its controller '{controller}' does not run, or waits for something. Start it, or name another class in the model. See: kubectl describe gatewayclass {name}"],
        };
    }

    private async Task<IEnumerable<string>> MissingBackendsAsync(ClusterObject route, IReadOnlyList<ClusterObject> objects, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        foreach (var backend in JsonItems.Of(route.Json["spec"]?["rules"]).SelectMany(rule => JsonItems.Of(rule["backendRefs"])))
        {
            if (JsonText.Of(backend["kind"]) is not (null or "Service") || JsonText.Of(backend["name"]) is not { } name)
            {
                continue;
            }

            var reference = new ObjectReference("v1", "Service", JsonText.Of(backend["namespace"]) ?? route.Reference.Namespace ?? @namespace, name);
            var service = objects.FirstOrDefault(item => item.Reference == reference)?.Json ?? await api.ReadAsync(reference, cancellationToken);
            var ports = JsonItems.Of(service?["spec"]?["ports"]).Select(port => port["port"]?.ToString()).OfType<string>().ToList();
            if (service is null)
            {
                problems.Add($"{route.Reference}: it leads to the Service '{name}', which neither the tree nor the cluster has, so that its requests would be answered with 500. Bring the Service, or lead the route elsewhere.");
            }
            else if (backend["port"]?.ToString() is { } wanted && !ports.Contains(wanted))
            {
                problems.Add($"{route.Reference}: it leads to port {wanted} of the Service '{name}', which has {string.Join(", ", ports)}, so that its requests would be answered with 500. Name one of these.");
            }
        }

        return problems.Distinct();
    }

    // Somebody else may be about to bring it: a note, no reason to refuse.
    private async Task<IEnumerable<string>> MissingCertificatesAsync(ClusterObject entrance, IReadOnlyList<ClusterObject> objects, CancellationToken cancellationToken)
    {
        var spec = entrance.Json["spec"];
        var names = entrance.Reference switch
        {
            { Group: "networking.k8s.io", Kind: "Ingress" } => JsonItems.Of(spec?["tls"]).Select(tls => JsonText.Of(tls["secretName"])),
            { Group: Gateways, Kind: "Gateway" } => JsonItems.Of(spec?["listeners"]).SelectMany(listener => JsonItems.Of(listener["tls"]?["certificateRefs"])).Where(reference => reference["namespace"] is null).Select(reference => JsonText.Of(reference["name"])),
            _ => [],
        };
        var isManaged = (entrance.Json["metadata"]?["annotations"] as JsonObject ?? []).Any(annotation => annotation.Key.StartsWith("cert-manager.io/", StringComparison.Ordinal));
        var notes = new List<string>();
        foreach (var name in isManaged ? [] : names.OfType<string>().Distinct())
        {
            var reference = new ObjectReference("v1", "Secret", entrance.Reference.Namespace ?? @namespace, name);
            if (!objects.Any(item => item.Reference == reference || Brings(item, name)) && await api.ReadAsync(reference, cancellationToken) is null)
            {
                notes.Add($"{entrance.Reference}: its certificate is missing; until there is a Secret '{name}', it does not answer by HTTPS. Make it: kubectl -n {reference.Namespace} create secret tls {name} --cert=tls.crt --key=tls.key");
            }
        }

        return notes;
    }

    private static bool Brings(ClusterObject item, string secret) =>
        (item.Reference.Kind == "Certificate" && JsonText.Of(item.Json["spec"]?["secretName"]) == secret)
        || (item.Reference.Kind == "ExternalSecret" && (JsonText.Of(item.Json["spec"]?["target"]?["name"]) ?? item.Reference.Name) == secret);

    // Once: when the Ingress comes, not at each of its changes.
    private async Task<IEnumerable<string>> RetiredControllersAsync(IReadOnlyList<ClusterObject> objects, CancellationToken cancellationToken)
    {
        foreach (var ingress in objects.Where(item => item.Reference is { Group: "networking.k8s.io", Kind: "Ingress" }))
        {
            if (JsonText.Of(ingress.Json["spec"]?["ingressClassName"]) is { } name
                && await api.ReadAsync(new("networking.k8s.io/v1", "IngressClass", null, name), cancellationToken) is { } found
                && JsonText.Of(found["spec"]?["controller"]) == RetiredController
                && await api.ReadAsync(ingress.Reference, cancellationToken) is null)
            {
                return [$"{ingress.Reference}: ingress-nginx, which serves the class '{name}', has had no security fixes since March 2026. Let a maintained controller serve these routes: as a Gateway (WithGatewayApi in the model), or as an Ingress of another class (WithIngressClass)."];
            }
        }

        return [];
    }
}
