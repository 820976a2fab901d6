// An AppHost for the tests of Aspire.Hosting.LocalCluster. Each test has resources of its own; ports come from its arguments.

using Aspire.Hosting.LocalCluster;
using Microsoft.Extensions.Configuration;

var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = args, DisableDashboard = true });

builder.WithBuiltPrograms().WithSelfHealing();

var service = builder.AddProject<Projects.TestService>("service", launchProfileName: null)
    .WithHttpEndpoint(port: Port("service"))
    .WithHttpProbe(ProbeType.Readiness, "/health", periodSeconds: 1)
    .WithHttpProbe(ProbeType.Liveness, "/alive")
    .WithReplicas(2);

var stopped = builder.AddProject<Projects.TestService>("stopped", launchProfileName: null).WithHttpEndpoint();

builder.AddProject<Projects.TestService>("crashing", launchProfileName: null).WithArgs("crash").WithExplicitStart().WithRestartPolicy(RestartPolicy.Always);
builder.AddProject<Projects.TestService>("completing", launchProfileName: null).WithArgs("complete").WithExplicitStart().WithRestartPolicy(RestartPolicy.OnFailure);
builder.AddProject<Projects.TestService>("once", launchProfileName: null).WithArgs("crash").WithExplicitStart();

builder.AddLocalGateway("gateway", port: Port("gateway"))
    .WithRoute("/", service.GetEndpoint("http"))
    .WithRoute("/stopped", stopped.GetEndpoint("http"))
    .WithUrlForEndpoint(LocalGatewayResource.EndpointName, url => url.DisplayText = "Way in");

builder.Build().Run();

int? Port(string resource) => builder.Configuration.GetValue<int?>($"Ports:{resource}");
