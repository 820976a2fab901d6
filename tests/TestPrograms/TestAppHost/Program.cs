// An AppHost for tests: the first argument chooses the model, the second a port.
#pragma warning disable ASPIREPROBES001 // probes are experimental in the official API

using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using TestAppHost;

var scenario = args[0];
var port = int.Parse(args[1], CultureInfo.InvariantCulture);

var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
{
    Args = args[2..],
    ProjectDirectory = AppContext.BaseDirectory,
    DisableDashboard = true,
});

var service = scenario == "unbuilt" ? builder.AddProject<UnbuiltProject>("service") : builder.AddProject<TestServiceProject>("service");
service
    .WithHttpEndpoint(port: port)
    .WithHttpProbe(ProbeType.Readiness, "/health")
    .WithReplicas(2);

switch (scenario)
{
    case "crash":
        service.WithArgs("crash");
        break;
    case "missing-parameter":
        service.WithEnvironment("PASSWORD", builder.AddParameter("service-password", secret: true));
        break;
    case "cycle":
        service.WaitFor(builder.AddExecutable("worker", "sleep", "/", "300").WaitFor(service));
        break;
    case "no-program":
        builder.AddExecutable("worker", "no-such-program", "/");
        break;
}

builder.Build().Run();
