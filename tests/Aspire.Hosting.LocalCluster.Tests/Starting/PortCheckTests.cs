using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.LocalCluster.Starting;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.LocalCluster.Tests.Starting;

public sealed class PortCheckTests
{
    [Fact]
    public void A_taken_port_is_told_with_its_resource_and_its_holder()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var problems = PortCheck.FindProblems([new("auth", "http", port)]).ShouldNotBeNull();

        problems.ShouldContain($"Port {port} of 'auth' is held by");
        problems.ShouldContain($"process {Environment.ProcessId}.");
        problems.ShouldContain("Stop it, or give the endpoint another port.");
    }

    [Fact]
    public void A_port_that_is_asked_for_twice_names_both() =>
        PortCheck.FindProblems([new("auth", "http", FreePort()), new("order", "http", FreePort()), new("frontend", "http", 9), new("shop", "http", 9)]).ShouldNotBeNull()
            .ShouldContain("Port 9 is asked for more than once: by 'frontend' (http) and 'shop' (http).");

    [Fact]
    public void Free_ports_pass() => PortCheck.FindProblems([new("auth", "http", FreePort())]).ShouldBeNull();

    [Theory]
    [InlineData(null, new[] { 8000, 18887 })]
    [InlineData("true", new[] { 18887 })]
    public void The_ports_are_those_that_the_model_and_the_dashboard_fix(string? randomizePorts, int[] ports)
    {
        var auth = (ProjectResource)ModelOf.Endpoint("auth").Resource;
        auth.Annotations.OfType<EndpointAnnotation>().Single().Port = 8000;
        var later = (ProjectResource)ModelOf.Endpoint("later").Resource;
        later.Annotations.OfType<EndpointAnnotation>().Single().Port = 9000;
        later.Annotations.Add(new ExplicitStartupAnnotation());
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DcpPublisher:RandomizePorts"] = randomizePorts,
            ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = "http://localhost:18887",
        }).Build();

        FixedPorts.Of(new([auth, later, (ProjectResource)ModelOf.Endpoint("any").Resource]), configuration).Select(required => required.Port).ShouldBe(ports);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
