#pragma warning disable ASPIREPROBES001 // probes are experimental in the official API

using Aspire.Hosting.Kubernetes;

var builder = DistributedApplication.CreateBuilder(args);

// Secrets: generated on the first run and kept in user secrets; whoever deploys gives others.
var signingKey = builder.AddParameter("auth-signing-key", new EcPrivateKeyDefault(), secret: true, persist: true);
var adminPassword = builder.AddParameter("admin-password", new GenerateParameterDefault { MinLength = 20 }, secret: true, persist: true);
var clientSecret = builder.AddParameter("frontend-client-secret", new GenerateParameterDefault { MinLength = 32, Special = false }, secret: true, persist: true);

// What .NET reads of a reference: connection strings and service discovery, not every property of them once more.
const ReferenceEnvironmentInjectionFlags dotnet = ReferenceEnvironmentInjectionFlags.ConnectionString | ReferenceEnvironmentInjectionFlags.ServiceDiscovery;

// Data: SQLite files under F5, one PostgreSQL server where it is published.
var databases = Databases.Add(builder);

var auth = builder.AddProject<Projects.Auth>("auth")
    .WithHttpEndpoint(port: 8000)
    .WithExternalHttpEndpoints()
    .WithReferenceEnvironment(dotnet)
    .WithReference(databases.Auth).WaitFor(databases.Auth)
    .WithEnvironment("Auth__SigningKey", signingKey)
    .WithEnvironment("Auth__AdminPassword", adminPassword)
    .WithEnvironment("Auth__Frontend__ClientSecret", clientSecret)
    .WithHttpProbe(ProbeType.Startup, "/alive", initialDelaySeconds: 0, periodSeconds: 1, failureThreshold: 60)
    .WithHttpProbe(ProbeType.Readiness, "/health", initialDelaySeconds: 0)
    .WithHttpProbe(ProbeType.Liveness, "/alive", periodSeconds: 10)
    .WithReplicas(2);

// Nobody waits for another service: each starts at once and bears the others being away.
var order = builder.AddProject<Projects.Order>("order")
    .WithHttpEndpoint(port: 4000)
    .WithExternalHttpEndpoints()
    .WithReferenceEnvironment(dotnet)
    .WithReference(databases.Order).WaitFor(databases.Order)
    .WithReference(auth)
    .WithHttpProbe(ProbeType.Startup, "/alive", initialDelaySeconds: 0, periodSeconds: 1, failureThreshold: 60)
    .WithHttpProbe(ProbeType.Readiness, "/health", initialDelaySeconds: 0)
    .WithHttpProbe(ProbeType.Liveness, "/alive", periodSeconds: 10)
    .WithReplicas(2);

var frontend = builder.AddProject<Projects.Frontend>("frontend")
    .WithHttpEndpoint(port: 3000)
    .WithExternalHttpEndpoints()
    .WithReferenceEnvironment(dotnet)
    .WithReference(databases.Frontend).WaitFor(databases.Frontend)
    .WithReference(auth)
    .WithReference(order)
    .WithEnvironment("Auth__ClientSecret", clientSecret)
    .WithHttpProbe(ProbeType.Startup, "/alive", initialDelaySeconds: 0, periodSeconds: 1, failureThreshold: 60)
    .WithHttpProbe(ProbeType.Readiness, "/health", initialDelaySeconds: 0)
    .WithHttpProbe(ProbeType.Liveness, "/alive", periodSeconds: 10)
    .WithReplicas(2);

// The cluster: everything above as Kubernetes objects, reached by one Ingress.
var k8s = builder.AddKubernetesEnvironment("k8s")
    .WithHelm(helm => helm.WithChartName("devops").WithNamespace("devops"));

var ingress = k8s.AddIngress("ingress")
    .WithIngressClass("nginx")
    .WithPath("devops.local", "/auth", auth.GetEndpoint("http"))
    .WithPath("devops.local", "/orders", order.GetEndpoint("http"))
    .WithPath("devops.local", "/", frontend.GetEndpoint("http"));

// The one address that browsers see, and tokens name: the Ingress's, or under F5 that of the local gateway, which serves the same routes.
var publicAddress = builder.ExecutionContext.IsPublishMode ? builder.AddParameter("public-url", "http://devops.local", publishValueAsDefault: true) : null;
var publicUrl = publicAddress is null ? null : ReferenceExpression.Create($"{publicAddress}");
AddEntrance(builder, ingress, ref publicUrl);

var issuer = ReferenceExpression.Create($"{publicUrl ?? AddressOf(auth)}/auth");
auth.WithEnvironment("Auth__Issuer", issuer);
order.WithEnvironment("Auth__Issuer", issuer);
frontend.WithEnvironment("Auth__Issuer", issuer);

// A login leads back to where it began: the public address or, under F5, the frontend's own port as well.
auth.WithEnvironment("Auth__Frontend__Address", publicUrl is null || builder.ExecutionContext.IsPublishMode
    ? publicUrl ?? AddressOf(frontend)
    : ReferenceExpression.Create($"{publicUrl},{AddressOf(frontend)}"));

AddCluster(k8s, auth, order, frontend, signingKey, publicAddress);

builder.Build().Run();

static ReferenceExpression AddressOf(IResourceBuilder<ProjectResource> service) => ReferenceExpression.Create($"{service.GetEndpoint("http")}");

/// <summary>What goes beyond the official API: implemented in AppHost.Additions.cs, and not called without it.</summary>
internal sealed partial class Program
{
    static partial void AddEntrance(IDistributedApplicationBuilder builder, IResourceBuilder<KubernetesIngressResource> ingress, ref ReferenceExpression? publicUrl);

    static partial void AddCluster(
        IResourceBuilder<KubernetesEnvironmentResource> k8s,
        IResourceBuilder<ProjectResource> auth,
        IResourceBuilder<ProjectResource> order,
        IResourceBuilder<ProjectResource> frontend,
        IResourceBuilder<ParameterResource> signingKey,
        IResourceBuilder<ParameterResource>? publicAddress);
}
