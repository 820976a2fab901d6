using System.Text.Json.Nodes;
using Aspirate.Cluster.Applying.Planning;

namespace Aspirate.Cluster.Tests.Applying;

public sealed class ComparableObjectTests
{
    [Fact]
    public void What_the_server_keeps_about_an_object_is_no_difference()
    {
        var one = Parse("""{"kind":"ConfigMap","metadata":{"name":"a","uid":"1","resourceVersion":"7","generation":2,"managedFields":[],"annotations":{"deployment.kubernetes.io/revision":"3"}},"data":{"k":"v"},"status":{"x":1}}""");
        var other = Parse("""{"kind":"ConfigMap","metadata":{"name":"a"},"data":{"k":"v"}}""");

        ComparableObject.AreEqual(one, other).ShouldBeTrue();
        ComparableObject.Show(one, other).ShouldBe(("kind: ConfigMap\nmetadata:\n  name: a\ndata:\n  k: v\n", "kind: ConfigMap\nmetadata:\n  name: a\ndata:\n  k: v\n"));
    }

    [Fact]
    public void Values_of_Secrets_are_hidden_and_their_changes_are_shown()
    {
        var (before, after) = ComparableObject.Show(
            Parse("""{"kind":"Secret","data":{"same":"c2FtZQ==","other":"b25l","old":"b2xk"}}"""),
            Parse("""{"kind":"Secret","data":{"same":"c2FtZQ==","other":"dHdv","new":"bmV3"}}"""));

        before.ShouldBe("kind: Secret\ndata:\n  same: \"***\"\n  other: \"*** (before)\"\n  old: \"***\"\n", StringCompareShould.IgnoreLineEndings);
        after.ShouldBe("kind: Secret\ndata:\n  same: \"***\"\n  other: \"*** (after)\"\n  new: \"***\"\n", StringCompareShould.IgnoreLineEndings);
    }

    [Fact]
    public void When_a_manager_last_wrote_is_no_difference_but_what_it_owns_is()
    {
        var one = Parse("""{"metadata":{"managedFields":[{"manager":"aspirate","time":"2026-01-01T00:00:00Z","fieldsV1":{"f:data":{}}}]}}""");
        var later = Parse("""{"metadata":{"managedFields":[{"manager":"aspirate","time":"2026-01-02T00:00:00Z","fieldsV1":{"f:data":{}}}]}}""");
        var more = Parse("""{"metadata":{"managedFields":[{"manager":"aspirate","fieldsV1":{"f:data":{},"f:type":{}}}]}}""");

        ComparableObject.AreOwnedAlike(one, later).ShouldBeTrue();
        ComparableObject.AreOwnedAlike(one, more).ShouldBeFalse();
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
