using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.Running.Ports;

namespace Aspire.Hosting.Tests.Running;

public sealed class PortTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "aspire-tests-" + Guid.NewGuid().ToString("N"));

    [Fact]
    public void A_taken_port_is_told_with_its_resource_and_its_holder()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var exception = Should.Throw<DistributedApplicationException>(() => PortCheck.Verify([new("auth", "http", port)]));

        exception.Message.ShouldContain($"Port {port} of 'auth' is held by");
        exception.Message.ShouldContain($"process {Environment.ProcessId}");
    }

    [Fact]
    public void A_port_that_is_asked_for_twice_names_both()
    {
        var port = new TargetPorts().Take();

        Should.Throw<DistributedApplicationException>(() => PortCheck.Verify([new("auth", "http", port), new("order", "http", port)]))
            .Message.ShouldContain($"Port {port} is asked for more than once: by 'auth' (http) and 'order' (http)");
    }

    [Fact]
    public void Free_ports_pass() => Should.NotThrow(() => PortCheck.Verify([new("auth", "http", new TargetPorts().Take())]));

    [Fact]
    public void Target_ports_are_free_and_given_once()
    {
        var ports = new TargetPorts();

        var taken = Enumerable.Range(0, 50).Select(_ => ports.Take()).ToList();

        taken.ShouldBeUnique();
        taken.ShouldAllBe(port => port < 32_768, "an outgoing connection must not take it meanwhile");
    }

    [Fact]
    public void An_AppHost_runs_once()
    {
        using (AppHostLock.Acquire("/src/AppHost.csproj", _folder))
        {
            Should.Throw<DistributedApplicationException>(() => AppHostLock.Acquire("/src/AppHost.csproj", _folder))
                .Message.ShouldContain($"running already (process {Environment.ProcessId})");
            Should.NotThrow(() => AppHostLock.Acquire("/other/AppHost.csproj", _folder).Dispose());
        }

        Should.NotThrow(() => AppHostLock.Acquire("/src/AppHost.csproj", _folder).Dispose());
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
