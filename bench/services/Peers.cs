using Yarp.ReverseProxy.Configuration;

namespace Services.Bench;

/// <summary>What stands beside and before the services, each in a process of its own.</summary>
internal static class Peers
{
    public static async Task HelloAsync(string address)
    {
        await using var app = Build(address, _ => { });
        app.MapGet("/hello", () => "Hello, world!");
        await app.RunAsync();
    }

    /// <summary>A proxy that gives each path prefix to its destinations in turn: <c>/orders=http://…</c>.</summary>
    public static async Task EntranceAsync(string address, IEnumerable<string> destinations)
    {
        var clusters = destinations.Select(destination => destination.Split('=', 2)).GroupBy(parts => parts[0], parts => parts[1]).ToList();
        await using var app = Build(address, services => services.AddReverseProxy().LoadFromMemory(
            [.. clusters.Select(cluster => new RouteConfig { RouteId = cluster.Key, ClusterId = cluster.Key, Match = new RouteMatch { Path = $"{cluster.Key.TrimEnd('/')}/{{**rest}}" } })],
            [.. clusters.Select(cluster => new ClusterConfig
            {
                ClusterId = cluster.Key,
                LoadBalancingPolicy = "RoundRobin",
                Destinations = cluster.ToDictionary(destination => destination, destination => new DestinationConfig { Address = destination }),
            })]));
        app.MapReverseProxy();
        await app.RunAsync();
    }

    /// <summary>Takes telemetry over OTLP and does nothing with it.</summary>
    public static async Task CollectorAsync(string address)
    {
        await using var app = Build(address, _ => { });
        app.MapGet("/", () => "");
        app.MapPost("/v1/{signal}", async (HttpRequest request) =>
        {
            await request.Body.CopyToAsync(Stream.Null);
            return Results.Bytes([], "application/x-protobuf");
        });
        await app.RunAsync();
    }

    private static WebApplication Build(string address, Action<IServiceCollection> add)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(address);
        builder.Logging.ClearProviders();
        add(builder.Services);
        return builder.Build();
    }
}
