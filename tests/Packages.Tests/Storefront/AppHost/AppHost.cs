var builder = DistributedApplication.CreateBuilder(args);

var items = builder.AddPostgres("Database").WithImageTag("18").WithDataVolume().WithEnvironment("POSTGRES_DB", "Items").AddDatabase("Items");
var cache = builder.AddRedis("Cache");
var broker = builder.AddRabbitMQ("Broker");
var rates = builder.AddExternalService("Rates", "https://rates.example.com/");
if (builder.Configuration["ImageMirror"] is { } mirror)
{
    cache.WithImageRegistry(mirror);
    broker.WithImageRegistry(mirror);
}

var banner = builder.AddDockerfile("Banner", "../Banner")
    .WithBuildArg("REGISTRY", builder.Configuration["BaseImages"] ?? "docker.io")
    .WithHttpEndpoint(targetPort: 8080);

var catalog = builder.AddProject<Projects.Catalog>("Catalog")
    .WithReference(items)
    .WithReference(cache)
    .WithReference(broker)
    .WithReference(rates)
    .WithReference(banner.GetEndpoint("http"));

var shop = builder.AddProject<Projects.Shop>("Shop")
    .WithReference(catalog)
    .WithReplicas(2)
    .WithExternalHttpEndpoints();

var host = builder.AddParameter("host");
var k8s = builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
k8s.AddIngress("entry").WithIngressClass("nginx").WithHostname(host).WithPath("/", shop.GetEndpoint("http"));

builder.Build().Run();
