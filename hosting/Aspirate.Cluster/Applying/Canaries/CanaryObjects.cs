using System.Globalization;
using System.Text.Json.Nodes;
using Aspirate.Cluster.Objects;

namespace Aspirate.Cluster.Applying.Canaries;

/// <summary>
/// Makes the objects of a canary out of those of the old and the new version: pure functions. The new version's pods have labels of
/// their own, so that no Service but their own leads to them, and policies of their own, so that they may do what the old ones may.
/// </summary>
internal static class CanaryObjects
{
    public const string Suffix = "-canary";

    // A policy may be about one of the workloads that are tried out and name another as a peer: what becomes of it then has two names.
    private const string PeersSuffix = "-canary-peers";

    private const string PreferredLabel = "app.kubernetes.io/name";

    /// <summary>The label that tells the new pods from the old ones: one that the Service selects by.</summary>
    public static string? LabelOf(ClusterObject deployment, ClusterObject service)
    {
        var own = Labels(deployment.Json["spec"]?["selector"]?["matchLabels"]);
        var shared = Labels(service.Json["spec"]?["selector"]).Keys.Where(own.ContainsKey).Order(StringComparer.Ordinal).ToList();
        return shared.Contains(PreferredLabel) ? PreferredLabel : shared.FirstOrDefault();
    }

    /// <summary>Whether a Service leads to a Deployment's pods.</summary>
    public static bool LeadsTo(ClusterObject service, ClusterObject deployment)
    {
        var selector = Labels(service.Json["spec"]?["selector"]);
        var pods = Labels(deployment.PodTemplate?["metadata"]?["labels"]);
        return selector.Count > 0 && selector.All(label => pods.TryGetValue(label.Key, out var value) && value == label.Value);
    }

    /// <summary>The new version under a name of its own.</summary>
    /// <param name="deployment">The new version.</param>
    /// <param name="label">The label that tells the pods apart.</param>
    /// <param name="replicas">The number of pods.</param>
    /// <param name="copies">The ConfigMaps and Secrets that it gets under another name, as kind and name.</param>
    public static ClusterObject Deployment(ClusterObject deployment, string label, int replicas, IReadOnlySet<(string Kind, string Name)> copies)
    {
        var copy = Renamed(deployment);
        var value = Labels(deployment.Json["spec"]?["selector"]?["matchLabels"])[label];
        Relabel(copy, label, value);
        foreach (var labels in new[] { copy["metadata"]?["labels"], copy["spec"]?["template"]?["metadata"]?["labels"] }.OfType<JsonObject>().Where(labels => labels.ContainsKey(label)))
        {
            labels[label] = value + Suffix;
        }

        copy["spec"]!["replicas"] = replicas;
        RenameReferences(copy["spec"]!["template"]!, copies);
        return new(copy);
    }

    /// <summary>A Service that leads to the new version's pods.</summary>
    public static ClusterObject Service(ClusterObject service, string label)
    {
        var copy = Renamed(service);
        var selector = copy["spec"]!["selector"]!.AsObject();
        selector[label] = (string)selector[label]! + Suffix;

        // What the cluster gave to the other one.
        foreach (var field in new[] { "clusterIP", "clusterIPs", "healthCheckNodePort", "loadBalancerIP" })
        {
            if ((string?)copy["spec"]![field] is not "None")
            {
                copy["spec"]!.AsObject().Remove(field);
            }
        }

        if ((string?)copy["spec"]!["type"] is "NodePort" or "LoadBalancer")
        {
            copy["spec"]!["type"] = "ClusterIP";
        }

        foreach (var port in JsonItems.Of(copy["spec"]!["ports"]).OfType<JsonObject>())
        {
            port.Remove("nodePort");
        }

        return new(copy);
    }

    /// <summary>A ConfigMap or Secret under another name.</summary>
    public static ClusterObject Copy(ClusterObject configuration) => new(Renamed(configuration));

    /// <summary>
    /// What a policy says of the pods, said of the new ones: all of it when it is about them, else the rules that name them as a
    /// peer. Policies add up, so that those that there are stay as they are.
    /// </summary>
    /// <returns><see langword="null"/> when it says nothing of them.</returns>
    public static ClusterObject? Policy(ClusterObject policy, string label, string value)
    {
        var copy = Renamed(policy);
        var spec = copy["spec"]!.AsObject();
        if (Matches(spec["podSelector"], label, value))
        {
            Relabel(copy, label, value);
            return new(copy);
        }

        copy = Renamed(policy, PeersSuffix);
        spec = copy["spec"]!.AsObject();
        var namesThem = false;
        foreach (var (direction, peers) in new[] { ("ingress", "from"), ("egress", "to") })
        {
            var rules = new JsonArray();
            foreach (var rule in JsonItems.Of(spec[direction]))
            {
                var named = JsonItems.Of(rule[peers]).Where(peer => peer["namespaceSelector"] is null && Matches(peer["podSelector"], label, value)).ToList();
                if (named.Count > 0)
                {
                    var own = rule.DeepClone().AsObject();
                    own[peers] = new JsonArray([.. named.Select(peer => peer.DeepClone())]);
                    rules.Add(own);
                }
            }

            if (rules.Count > 0)
            {
                namesThem = true;
                spec[direction] = rules;
            }
            else
            {
                spec.Remove(direction);
            }
        }

        Relabel(spec, label, value);
        return namesThem ? new(copy) : null;
    }

    /// <summary>A route that leads a share of its requests to the new versions.</summary>
    /// <param name="route">The route.</param>
    /// <param name="services">The Services that have a new version beside them.</param>
    /// <param name="percent">The share.</param>
    public static ClusterObject Route(ClusterObject route, IReadOnlySet<string> services, int percent)
    {
        var copy = route.Json.DeepClone().AsObject();
        foreach (var rule in JsonItems.Of(copy["spec"]?["rules"]))
        {
            if (!JsonItems.Of(rule["backendRefs"]).Any(backend => services.Contains((string?)backend["name"] ?? "")))
            {
                continue;
            }

            var backends = new JsonArray();
            foreach (var backend in JsonItems.Of(rule["backendRefs"]))
            {
                var weight = Weight(backend);
                var old = backend.DeepClone();
                if (!services.Contains((string?)backend["name"] ?? ""))
                {
                    old["weight"] = weight * 100;
                    backends.Add(old);
                    continue;
                }

                old["weight"] = weight * (100 - percent);
                var next = backend.DeepClone();
                next["name"] = (string?)backend["name"] + Suffix;
                next["weight"] = weight * percent;
                backends.Add(old);
                backends.Add(next);
            }

            rule["backendRefs"] = backends;
        }

        return new(copy);
    }

    /// <summary>What routes lead to a Service, to be asked of its pods.</summary>
    public static IEnumerable<CanaryRequest> Requests(ClusterObject route, ClusterObject service) =>
        from rule in JsonItems.Of(route.Json["spec"]?["rules"])
        from backend in JsonItems.Of(rule["backendRefs"])
        where (string?)backend["name"] == service.Reference.Name
        let port = JsonItems.Of(service.Json["spec"]?["ports"]).FirstOrDefault(port => port["port"]?.ToString() == backend["port"]?.ToString())
        where port is not null
        from path in JsonItems.Of(rule["matches"]).Where(match => (string?)match["path"]?["type"] is not "RegularExpression").Select(match => (string?)match["path"]?["value"]).DefaultIfEmpty()
        let host = JsonItems.Of(route.Json["spec"]?["hostnames"]).Select(host => (string?)host).FirstOrDefault(host => host is not null && !host.StartsWith('*'))
        select new CanaryRequest(host, path ?? "/", (port["targetPort"] ?? port["port"])!.ToString());

    /// <summary>The ConfigMaps and Secrets that a pod template names.</summary>
    public static IReadOnlySet<(string Kind, string Name)> References(JsonNode template)
    {
        var found = new HashSet<(string, string)>();
        Visit(template, (kind, holder, key) => found.Add((kind, (string)holder[key]!)));
        return found;
    }

    public static Dictionary<string, string> Labels(JsonNode? labels) =>
        (labels as JsonObject ?? []).ToDictionary(label => label.Key, label => (string?)label.Value ?? "", StringComparer.Ordinal);

    private static int Weight(JsonNode backend) => backend["weight"] is { } weight ? int.Parse(weight.ToString(), CultureInfo.InvariantCulture) : 1;

    private static JsonObject Renamed(ClusterObject item, string suffix = Suffix)
    {
        var copy = item.Json.DeepClone().AsObject();
        copy["metadata"]!["name"] = item.Reference.Name + suffix;
        return copy;
    }

    private static bool Matches(JsonNode? selector, string label, string value) => (string?)selector?["matchLabels"]?[label] == value;

    // In selectors of every kind: of the Deployment itself, of spread and affinity, of policies.
    private static void Relabel(JsonNode node, string label, string value)
    {
        switch (node)
        {
            case JsonObject item:
                if (Matches(item["selector"], label, value) || Matches(item["labelSelector"], label, value) || Matches(item["podSelector"], label, value))
                {
                    (item["selector"] ?? item["labelSelector"] ?? item["podSelector"])!["matchLabels"]![label] = value + Suffix;
                }

                foreach (var child in item.Select(entry => entry.Value).OfType<JsonNode>())
                {
                    Relabel(child, label, value);
                }

                break;

            case JsonArray list:
                foreach (var child in list.OfType<JsonNode>())
                {
                    Relabel(child, label, value);
                }

                break;
        }
    }

    private static void RenameReferences(JsonNode template, IReadOnlySet<(string Kind, string Name)> copies) => Visit(template, (kind, holder, key) =>
    {
        if (copies.Contains((kind, (string)holder[key]!)))
        {
            holder[key] = (string)holder[key]! + Suffix;
        }
    });

    // envFrom and env, volumes and projected volumes.
    private static void Visit(JsonNode node, Action<string, JsonObject, string> visit)
    {
        switch (node)
        {
            case JsonObject item:
                foreach (var (field, kind, key) in new[]
                {
                    ("configMapRef", "ConfigMap", "name"), ("configMapKeyRef", "ConfigMap", "name"), ("configMap", "ConfigMap", "name"),
                    ("secretRef", "Secret", "name"), ("secretKeyRef", "Secret", "name"), ("secret", "Secret", "secretName"), ("secret", "Secret", "name"),
                })
                {
                    if (item[field] is JsonObject holder && holder[key] is JsonValue)
                    {
                        visit(kind, holder, key);
                    }
                }

                foreach (var child in item.Select(entry => entry.Value).OfType<JsonNode>())
                {
                    Visit(child, visit);
                }

                break;

            case JsonArray list:
                foreach (var child in list.OfType<JsonNode>())
                {
                    Visit(child, visit);
                }

                break;
        }
    }
}
