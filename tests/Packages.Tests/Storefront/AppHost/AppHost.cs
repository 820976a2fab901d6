var builder = DistributedApplication.CreateBuilder(args);

// For a node that has other applications, too.
const string small = "20m";

var items = builder.AddPostgres("Database").WithImageTag("18").WithDataVolume().WithEnvironment("POSTGRES_DB", "Items").WithResources(cpuRequest: small).AddDatabase("Items");
var cache = builder.AddRedis("Cache").WithResources(cpuRequest: small);
var broker = builder.AddRabbitMQ("Broker").WithResources(cpuRequest: small);
var rates = builder.AddExternalService("Rates", "https://rates.example.com/");
if (builder.Configuration["ImageMirror"] is { } mirror)
{
    cache.WithImageRegistry(mirror);
    broker.WithImageRegistry(mirror);
}

var banner = builder.AddDockerfile("Banner", "../Banner")
    .WithBuildArg("REGISTRY", builder.Configuration["BaseImages"] ?? "docker.io")
    .WithHttpEndpoint(targetPort: 8080)
    .WithResources(cpuRequest: small);

var catalog = builder.AddProject<Projects.Catalog>("Catalog")
    .WithReference(items)
    .WithReference(cache)
    .WithReference(broker)
    .WithReference(rates)
    .WithReference(banner.GetEndpoint("http"))
    .WithResources(cpuRequest: small);

var shop = builder.AddProject<Projects.Shop>("Shop")
    .WithReference(catalog)
    .WithReplicas(2)
    .WithResources(cpuRequest: small)
    .WithExternalHttpEndpoints();

var host = builder.AddParameter("host");
var k8s = builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
k8s.AddIngress("entry").WithIngressClass("nginx").WithHostname(host).WithPath("/", shop.GetEndpoint("http"));

builder.Build().Run();
