using System.Text.Json.Nodes;
using Aspirate.Cluster.Applying.Api;
using Aspirate.Cluster.Objects;

namespace Aspirate.Cluster.Applying.Preflight;

/// <summary>Looks whether Gateways that the application does not bring itself will let its routes in.</summary>
internal sealed class ExistingGatewayCheck(ObjectApi api, string @namespace)
{
    private const string NameLabel = "kubernetes.io/metadata.name";

    public async Task<IReadOnlyList<string>> FindAsync(IReadOnlyList<ClusterObject> objects, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        foreach (var route in objects)
        {
            foreach (var parent in RouteParent.Of(route))
            {
                try
                {
                    if (await ProblemAsync(route, parent, objects, cancellationToken) is { } problem)
                    {
                        problems.Add($"{route.Reference}: {problem}");
                    }
                }
                catch (AccessDeniedException)
                {
                    // Whoever runs it need not show it; the route will tell.
                }
            }
        }

        return problems;
    }

    private async Task<string?> ProblemAsync(ClusterObject route, RouteParent parent, IReadOnlyList<ClusterObject> objects, CancellationToken cancellationToken)
    {
        var home = route.Reference.Namespace ?? @namespace;
        var reference = parent.Gateway with { Namespace = parent.Gateway.Namespace ?? home };
        if (objects.Any(item => item.Reference.Kind == "Gateway" && item.Reference.Name == reference.Name && (item.Reference.Namespace ?? @namespace) == reference.Namespace)
            || await api.Discovery.FindAsync(reference.ApiVersion, reference.Kind, cancellationToken) is null)
        {
            return null; // that the cluster has no Gateway API is told elsewhere
        }

        var name = $"{reference.Namespace}/{reference.Name}";
        if (await api.ReadAsync(reference, cancellationToken) is not { } gateway)
        {
            return $"it belongs to the Gateway '{name}', which the cluster does not have. Name one that it has in the model (kubectl get gateways --all-namespaces), or have whoever runs it make it.";
        }

        var all = JsonItems.Of(gateway["spec"]?["listeners"]).ToList();
        var listeners = parent.SectionName is { } section ? [.. all.Where(listener => JsonText.Of(listener["name"]) == section)] : all;
        if (listeners.Count == 0)
        {
            return $"the Gateway '{name}' has no listener '{parent.SectionName}'. Name one that it has in the model: {string.Join(", ", all.Select(listener => JsonText.Of(listener["name"])))}.";
        }

        var labels = await LabelsAsync(home, objects, cancellationToken);
        var open = listeners.Where(listener => LetsIn(listener["allowedRoutes"]?["namespaces"], reference.Namespace == home, labels)).ToList();
        if (open.Count == 0)
        {
            return $"the Gateway '{name}' does not let routes of the namespace '{home}' in. {Remedy(listeners, home)}";
        }

        var hosts = JsonItems.Of(route.Json["spec"]?["hostnames"]).Select(JsonText.Of).OfType<string>().ToList();
        return hosts.Count == 0 || open.Any(listener => hosts.Any(host => ListenerHost.Takes(JsonText.Of(listener["hostname"]), host)))
            ? null
            : $"no listener of the Gateway '{name}' that lets it in has its host ({string.Join(", ", hosts)}); they have {string.Join(", ", open.Select(listener => JsonText.Of(listener["hostname"])).Distinct())}. Have whoever runs the Gateway add the host, or name one of these in the model.";
    }

    private static string Remedy(IEnumerable<JsonNode> listeners, string home)
    {
        var asked = listeners.Select(listener => listener["allowedRoutes"]?["namespaces"])
            .FirstOrDefault(namespaces => JsonText.Of(namespaces?["from"]) == "Selector" && namespaces?["selector"]?["matchExpressions"] is null)?["selector"]?["matchLabels"] as JsonObject;
        return asked is { Count: > 0 }
            ? $"It takes those of namespaces with the labels {string.Join(", ", asked.Select(label => $"{label.Key}={label.Value}"))}: ask whoever runs it, who may label yours (kubectl label namespace {home} {string.Join(' ', asked.Select(label => $"{label.Key}={label.Value}"))})."
            : "Ask whoever runs it to allow it in a listener (allowedRoutes.namespaces), or give the application a Gateway of its own.";
    }

    // What the namespace will have: nobody takes away the labels that it has by now.
    private async Task<IReadOnlyDictionary<string, string>?> LabelsAsync(string home, IReadOnlyList<ClusterObject> objects, CancellationToken cancellationToken)
    {
        JsonObject? live;
        try
        {
            live = await api.ReadAsync(new("v1", "Namespace", null, home), cancellationToken);
        }
        catch (AccessDeniedException)
        {
            return null;
        }

        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { [NameLabel] = home };
        foreach (var known in new[] { live, objects.FirstOrDefault(item => item.IsNamespace && item.Reference.Name == home)?.Json })
        {
            foreach (var (key, value) in known?["metadata"]?["labels"] as JsonObject ?? [])
            {
                labels[key] = value?.ToString() ?? "";
            }
        }

        return labels;
    }

    private static bool LetsIn(JsonNode? namespaces, bool isSame, IReadOnlyDictionary<string, string>? labels) => (JsonText.Of(namespaces?["from"]) ?? "Same") switch
    {
        "All" => true,
        "Same" => isSame,
        "Selector" => labels is null || Selects(namespaces?["selector"], labels),
        _ => false,
    };

    private static bool Selects(JsonNode? selector, IReadOnlyDictionary<string, string> labels) =>
        (selector?["matchLabels"] as JsonObject ?? []).All(label => labels.GetValueOrDefault(label.Key) == label.Value?.ToString())
        && JsonItems.Of(selector?["matchExpressions"]).All(expression =>
        {
            var (value, values) = (labels.GetValueOrDefault(JsonText.Of(expression["key"]) ?? ""), JsonItems.Of(expression["values"]).Select(JsonText.Of));
            return JsonText.Of(expression["operator"]) switch
            {
                "In" => value is not null && values.Contains(value),
                "NotIn" => value is null || !values.Contains(value),
                "Exists" => value is not null,
                "DoesNotExist" => value is null,
                _ => true,
            };
        });
}
