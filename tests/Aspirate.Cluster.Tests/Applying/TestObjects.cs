using System.Text.Json.Nodes;
using Aspirate.Cluster.Applying;

namespace Aspirate.Cluster.Tests.Applying;

/// <summary>Small objects to apply.</summary>
internal static class TestObjects
{
    public static ClusterObject Parse(string json) => new(JsonNode.Parse(json)!.AsObject());

    public static ClusterObject Namespace(string name) => Parse($$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{name}}"} }""");

    public static ClusterObject ConfigMap(string name, string value = "one", string application = "shop") =>
        Parse($$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{name}}","labels":{"app.kubernetes.io/part-of":"{{application}}"} },"data":{"KEY":"{{value}}"} }""");

    public static ClusterObject Secret(string name, string value) =>
        Parse($$"""{"apiVersion":"v1","kind":"Secret","metadata":{"name":"{{name}}"},"type":"Opaque","data":{"password":"{{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(value))}}"} }""");

    public static ClusterObject Deployment(string name, string image = "web:1") =>
        Parse($$"""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"{{name}}"},"spec":{"template":{"spec":{"containers":[{"name":"c","image":"{{image}}"}]} } } }""");

    public static ClusterObject StatefulSet(string name) =>
        Parse($$"""{"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"{{name}}"},"spec":{"template":{"spec":{"containers":[]} },"volumeClaimTemplates":[{"metadata":{"name":"data"},"spec":{} }]} }""");
}
