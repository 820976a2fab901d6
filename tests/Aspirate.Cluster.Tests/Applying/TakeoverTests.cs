using System.Text.Json.Nodes;
using Aspirate.Cluster.Applying.Planning;

namespace Aspirate.Cluster.Tests.Applying;

public sealed class TakeoverTests
{
    [Fact]
    public void What_people_and_tools_own_becomes_ours_and_what_the_cluster_owns_stays_its_own()
    {
        var live = JsonNode.Parse(
            """
            {"apiVersion":"apps/v1","metadata":{"managedFields":[
              {"manager":"kubectl-client-side-apply","operation":"Update","fieldsV1":{"f:spec":{"f:a":{},"f:list":{"k:{\"n\":1}":{".":{}}}}}},
              {"manager":"helm","operation":"Update","fieldsV1":{"f:spec":{"f:b":{},"f:list":{"k:{\"n\":1}":{"f:x":{}}}}}},
              {"manager":"kube-controller-manager","operation":"Update","fieldsV1":{"f:c":{}}},
              {"manager":"kubectl","operation":"Update","subresource":"scale","fieldsV1":{"f:spec":{"f:replicas":{}}}}]}}
            """)!.AsObject();

        var managers = Takeover.Unite(live);

        managers.Select(entry => $"{entry!["manager"]} {entry["operation"]}").ShouldBe(["kube-controller-manager Update", "kubectl Update", "aspirate Apply"]);
        managers[^1]!["fieldsV1"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
            .ShouldBe("""{"f:spec":{"f:a":{},"f:list":{"k:{\"n\":1}":{".":{},"f:x":{}}},"f:b":{}}}""");
    }
}
