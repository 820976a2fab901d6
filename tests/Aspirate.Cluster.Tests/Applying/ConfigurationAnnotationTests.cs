using System.Text.Json.Nodes;
using Aspirate.Cluster.Applying;
using Aspirate.Cluster.Applying.Rendering;

namespace Aspirate.Cluster.Tests.Applying;

public sealed class ConfigurationAnnotationTests
{
    [Fact]
    public void A_pod_that_reads_a_ConfigMap_at_start_is_replaced_when_that_changes() =>
        Annotation(Workload("Deployment", """{"envFrom":[{"configMapRef":{"name":"settings"}}]}"""), Settings("a"))
            .ShouldNotBe(Annotation(Workload("Deployment", """{"envFrom":[{"configMapRef":{"name":"settings"}}]}"""), Settings("b")));

    [Theory]
    [InlineData("""{"envFrom":[{"configMapRef":{"name":"settings"}}]}""")]
    [InlineData("""{"env":[{"name":"KEY","valueFrom":{"configMapKeyRef":{"name":"settings","key":"key"}}}]}""")]
    public void Both_ways_of_reading_it_count(string container) => Annotation(Workload("StatefulSet", container), Settings("a")).ShouldNotBeNull();

    [Theory]
    [InlineData("Deployment", """{"volumeMounts":[{"name":"settings","mountPath":"/settings"}]}""")]
    [InlineData("Deployment", """{"envFrom":[{"configMapRef":{"name":"of-somebody-else"}}]}""")]
    [InlineData("Job", """{"envFrom":[{"configMapRef":{"name":"settings"}}]}""")]
    public void Nothing_else_is_replaced(string kind, string container) => Annotation(Workload(kind, container), Settings("a")).ShouldBeNull();

    private static string? Annotation(ClusterObject workload, ClusterObject settings)
    {
        ConfigurationAnnotation.Set([settings, workload]);
        return workload.PodTemplate!["metadata"]?["annotations"]?[ConfigurationAnnotation.Name]?.GetValue<string>();
    }

    private static ClusterObject Workload(string kind, string container) => Parse(
        $$"""{"apiVersion":"apps/v1","kind":"{{kind}}","metadata":{"name":"order"},"spec":{"template":{"spec":{"containers":[{{container}}] } } } }""");

    private static ClusterObject Settings(string value) => Parse($$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"settings"},"data":{"key":"{{value}}" } }""");

    private static ClusterObject Parse(string json) => new(JsonNode.Parse(json)!.AsObject());
}
