using Aspirate.Cluster.Applying;

namespace Aspirate.Cluster.Tests.Applying;

/// <summary>Small objects that let requests in.</summary>
internal static class RoutingObjects
{
    public static ClusterObject Gateway(string className = "acme", string? secret = null) => TestObjects.Parse($$$"""
        {
          "apiVersion": "gateway.networking.k8s.io/v1", "kind": "Gateway", "metadata": { "name": "gateway" },
          "spec": { "gatewayClassName": "{{{className}}}", "listeners": [ { "name": "main", "port": 80, "protocol": "HTTP"{{{(secret is null ? "" : $$$""", "tls": { "certificateRefs": [ { "name": "{{{secret}}}" } ] }""")}}} } ] }
        }
        """);

    public static ClusterObject Ingress() => TestObjects.Parse("""
        { "apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": { "name": "ingress" }, "spec": { "ingressClassName": "nginx" } }
        """);

    public static ClusterObject Route(string service, string? name = null, int port = 80) => TestObjects.Parse($$"""
        {
          "apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute", "metadata": { "name": "{{name ?? service}}" },
          "spec": {
            "parentRefs": [ { "name": "gateway" } ], "hostnames": [ "shop.example" ],
            "rules": [ { "matches": [ { "path": { "type": "PathPrefix", "value": "/{{service}}" } } ], "backendRefs": [ { "name": "{{service}}", "port": {{port}} } ] } ]
          }
        }
        """);

    public static ClusterObject Service(string name, int port = 80) => TestObjects.Parse($$"""
        {
          "apiVersion": "v1", "kind": "Service", "metadata": { "name": "{{name}}" },
          "spec": { "clusterIP": "10.0.0.1", "selector": { "app.kubernetes.io/name": "{{name}}" }, "ports": [ { "port": {{port}}, "targetPort": "http" } ] }
        }
        """);

    /// <summary>A Deployment with labels as ours have them, that reads a ConfigMap and a Secret.</summary>
    public static ClusterObject Deployment(string name, string image, int replicas = 4) => TestObjects.Parse($$$"""
        {
          "apiVersion": "apps/v1", "kind": "Deployment", "metadata": { "name": "{{{name}}}", "labels": { "app.kubernetes.io/name": "{{{name}}}" } },
          "spec": {
            "replicas": {{{replicas}}},
            "selector": { "matchLabels": { "app.kubernetes.io/name": "{{{name}}}", "app.kubernetes.io/instance": "shop" } },
            "template": {
              "metadata": { "labels": { "app.kubernetes.io/name": "{{{name}}}", "app.kubernetes.io/instance": "shop" } },
              "spec": {
                "topologySpreadConstraints": [ { "labelSelector": { "matchLabels": { "app.kubernetes.io/name": "{{{name}}}" } } } ],
                "containers": [ { "name": "main", "image": "{{{image}}}", "envFrom": [ { "configMapRef": { "name": "{{{name}}}-config" } }, { "secretRef": { "name": "{{{name}}}-secrets" } } ] } ],
                "volumes": [ { "name": "keys", "secret": { "secretName": "{{{name}}}-keys" } } ]
              }
            }
          }
        }
        """);

    /// <summary>A policy of one workload: another one may come, and it may go to a third.</summary>
    public static ClusterObject Policy(string name, string? from = null, string? to = null) => TestObjects.Parse($$$"""
        {
          "apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": { "name": "{{{name}}}" },
          "spec": {
            "podSelector": { "matchLabels": { "app.kubernetes.io/name": "{{{name}}}" } }, "policyTypes": [ "Ingress", "Egress" ],
            "ingress": [ {{{Peers("from", from)}}} ], "egress": [ {{{Peers("to", to)}}} ]
          }
        }
        """);

    private static string Peers(string side, string? name) => name is null ? "" : $$$"""
        { "{{{side}}}": [ { "podSelector": { "matchLabels": { "app.kubernetes.io/name": "{{{name}}}" } } }, { "podSelector": { "matchLabels": { "app.kubernetes.io/name": "else" } } } ] }
        """;
}
