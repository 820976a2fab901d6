using Aspire.Hosting.ApplicationModel;

#pragma warning disable ASPIREPROBES001

namespace Aspire.Hosting.Tests.ApplicationModel;

public sealed class EndpointTests
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_address_is_waited_for_until_it_is_known()
    {
        var api = TestAppHost.Running().AddService("api").WithHttpEndpoint();

        var waiting = api.GetEndpoint("http").GetValueAsync(CancellationToken).AsTask();
        waiting.IsCompleted.ShouldBeFalse();
        api.Allocate("http", 5001);

        (await waiting).ShouldBe("http://localhost:5001");
    }

    [Theory]
    [InlineData(EndpointProperty.Url, "http://localhost:5001")]
    [InlineData(EndpointProperty.Host, "localhost")]
    [InlineData(EndpointProperty.IPV4Host, "127.0.0.1")]
    [InlineData(EndpointProperty.Port, "5001")]
    [InlineData(EndpointProperty.Scheme, "http")]
    [InlineData(EndpointProperty.HostAndPort, "localhost:5001")]
    [InlineData(EndpointProperty.TlsEnabled, "False")]
    public async Task Each_part_of_an_address_can_be_asked_for(EndpointProperty property, string expected)
    {
        var api = TestAppHost.Running().AddService("api").WithHttpEndpoint();
        api.Allocate("http", 5001);

        (await api.GetEndpoint("http").Property(property).GetValueAsync(CancellationToken)).ShouldBe(expected);
    }

    [Fact]
    public void An_address_that_is_not_known_yet_cannot_be_read_at_once()
    {
        var api = TestAppHost.Running().AddService("api").WithHttpEndpoint();

        Should.Throw<InvalidOperationException>(() => api.GetEndpoint("http").Url).Message.ShouldContain("'api'");
    }

    [Fact]
    public async Task When_publishing_nobody_waits_for_an_address_that_never_comes()
    {
        var builder = TestAppHost.Publishing();
        var api = builder.AddService("api").WithHttpEndpoint();

        await Should.ThrowAsync<DistributedApplicationException>(async () =>
            await api.GetEndpoint("http").GetValueAsync(new ValueProviderContext { ExecutionContext = builder.ExecutionContext }, CancellationToken));
    }

    [Fact]
    public void Two_endpoints_of_a_resource_cannot_have_the_same_name()
    {
        var api = TestAppHost.Running().AddService("api").WithHttpEndpoint();

        var message = Should.Throw<DistributedApplicationException>(() => api.WithHttpEndpoint(port: 1)).Message;
        message.ShouldContain("'api'");
        message.ShouldContain("'http'");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65536)]
    public void A_port_out_of_range_is_refused(int port) =>
        Should.Throw<ArgumentOutOfRangeException>(() => TestAppHost.Running().AddService("api").WithHttpEndpoint(port: port)).Message.ShouldContain("1 to 65535");

    [Fact]
    public void An_IPv6_host_stands_in_brackets()
    {
        var annotation = TestAppHost.Running().AddService("api").WithHttpEndpoint().GetEndpoint("http").EndpointAnnotation;

        new AllocatedEndpoint(annotation, "::1", 80).UriString.ShouldBe("http://[::1]:80");
    }

    [Fact]
    public void External_endpoints_are_the_http_ones()
    {
        var api = TestAppHost.Running().AddService("api").WithHttpEndpoint().WithHttpsEndpoint().WithEndpoint(name: "metrics").WithExternalHttpEndpoints();

        api.Resource.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.IsExternal).Select(endpoint => endpoint.Name).ShouldBe(["http", "https"]);
    }

    [Fact]
    public void A_probe_asks_the_http_endpoint_and_replaces_an_earlier_one_of_its_kind()
    {
        var api = TestAppHost.Running().AddService("api").WithHttpEndpoint()
            .WithHttpProbe(ProbeType.Readiness, "/old")
            .WithHttpProbe(ProbeType.Liveness, "/alive")
            .WithHttpProbe(ProbeType.Readiness, "/health", periodSeconds: 2);

        var probes = api.Resource.Annotations.OfType<EndpointProbeAnnotation>().ToList();
        probes.Select(probe => (probe.Type, probe.Path, probe.PeriodSeconds)).ShouldBe([(ProbeType.Liveness, "/alive", 5), (ProbeType.Readiness, "/health", 2)]);
        probes.ShouldAllBe(probe => probe.EndpointReference.EndpointName == "http");
    }

    [Fact]
    public void A_probe_of_a_resource_without_an_http_endpoint_is_an_error()
    {
        var worker = TestAppHost.Running().AddService("worker");

        Should.Throw<DistributedApplicationException>(() => worker.WithHttpProbe(ProbeType.Readiness, "/health")).Message.ShouldContain("'worker'");
    }

    [Fact]
    public void Only_readiness_can_need_several_successes()
    {
        var api = TestAppHost.Running().AddService("api").WithHttpEndpoint();

        Should.Throw<DistributedApplicationException>(() => api.WithHttpProbe(ProbeType.Liveness, successThreshold: 2)).Message.ShouldContain("Readiness");
        Should.Throw<DistributedApplicationException>(() => api.WithHttpProbe(ProbeType.Readiness, periodSeconds: 0)).Message.ShouldContain("periodSeconds 0");
    }
}
