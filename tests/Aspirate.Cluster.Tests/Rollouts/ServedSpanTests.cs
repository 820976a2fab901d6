using Aspirate.Cluster.Rollouts.Canaries;

namespace Aspirate.Cluster.Tests.Rollouts;

/// <summary>What the dashboard's interface tells of requests, as the official one of 13.6 does.</summary>
public sealed class ServedSpanTests
{
    [Fact]
    public void An_answer_to_a_user_has_its_pod_its_end_and_its_status() =>
        ServedSpan.Read(Line("""{"key":"http.request.method","value":{"stringValue":"POST"}},{"key":"http.response.status_code","value":{"stringValue":"500"}}"""))
            .ShouldHaveSingleItem().ShouldBe(new("00f067aa0ba902b7", "order-canary-1", DateTimeOffset.FromUnixTimeMilliseconds(1_795_688_275_250), 500));

    [Theory]
    [InlineData("""{"key":"http.status_code","value":{"intValue":"200"}}""", 200)]
    [InlineData("""{"key":"http.response.status_code","value":{"intValue":404}}""", 404)]
    public void Older_names_and_plain_numbers_are_understood(string attributes, int status) => ServedSpan.Read(Line(attributes)).ShouldHaveSingleItem().Status.ShouldBe(status);

    [Fact]
    public void What_aspirate_itself_asks_is_no_user_s() =>
        ServedSpan.Read(Line("""{"key":"http.response.status_code","value":{"stringValue":"200"}},{"key":"user_agent.original","value":{"stringValue":"aspirate"}}""")).ShouldBeEmpty();

    [Theory]
    [InlineData("""{"resourceSpans":[]}""")]
    [InlineData("""{}""")]
    [InlineData("""[1]""")]
    public void What_is_no_answer_is_left_out(string line) => ServedSpan.Read(line).ShouldBeEmpty();

    [Fact]
    public void Requests_to_others_and_without_an_answer_are_left_out()
    {
        ServedSpan.Read(Line("""{"key":"http.response.status_code","value":{"stringValue":"500"}}""", kind: 3)).ShouldBeEmpty();
        ServedSpan.Read(Line("""{"key":"http.route","value":{"stringValue":"/orders"}}""")).ShouldBeEmpty();
    }

    private static string Line(string attributes, int kind = 2) => $$"""
        {"resourceSpans":[{"scopeSpans":[{"scope":{"name":"Microsoft.AspNetCore"},"spans":[{"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"00f067aa0ba902b7","name":"POST /orders","kind":{{kind}},"startTimeUnixNano":"1795688275000000000","endTimeUnixNano":"1795688275250000000","attributes":[{{attributes}}],"status":{"message":"","code":2} }] }],"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"order"} },{"key":"k8s.pod.name","value":{"stringValue":"order-canary-1"} }] } }] }
        """;
}
