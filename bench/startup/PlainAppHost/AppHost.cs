// The same three services, with the same two replicas each, as the official model runs them: what AppHost/ is measured beside.

using System.Security.Cryptography;

var builder = DistributedApplication.CreateBuilder(args);

using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
const string clientSecret = "only-for-measuring-0123456789abcdef";
const string issuer = "http://localhost:8000/auth";

var auth = Service(builder.AddProject<Projects.Auth>("auth", launchProfileName: null), "authdb", port: 8000)
    .WithEnvironment("Auth__SigningKey", key.ExportPkcs8PrivateKeyPem())
    .WithEnvironment("Auth__AdminPassword", "Only-for-measuring-1")
    .WithEnvironment("Auth__Frontend__ClientSecret", clientSecret)
    .WithEnvironment("Auth__Frontend__Address", "http://localhost:3000");

var order = Service(builder.AddProject<Projects.Order>("order", launchProfileName: null), "orderdb", port: 4000)
    .WithReference(auth);

Service(builder.AddProject<Projects.Frontend>("frontend", launchProfileName: null), "frontenddb", port: 3000)
    .WithReference(auth)
    .WithReference(order)
    .WithEnvironment("Auth__ClientSecret", clientSecret);

builder.Build().Run();

IResourceBuilder<ProjectResource> Service(IResourceBuilder<ProjectResource> service, string database, int port) => service
    .WithHttpEndpoint(port: port)
    .WithEnvironment("ASPNETCORE_ENVIRONMENT", "Development")
    .WithEnvironment("Auth__Issuer", issuer)
    .WithEnvironment($"ConnectionStrings__{database}", $"Data Source={Path.Combine(builder.AppHostDirectory, ".data", $"{database}.db")}")
    .WithHttpHealthCheck("/health")
    .WithReplicas(2);
