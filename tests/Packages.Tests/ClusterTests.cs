using System.Net.Sockets;
using System.Text.Json;
using k8s;
using k8s.Models;

namespace Packages.Tests;

/// <summary>
/// The same application on the cluster that <c>KUBECONFIG</c> leads to: skipped without one. Where the variable <c>CLUSTER_TESTS_REGISTRY</c> names a registry, stand-ins for Redis and RabbitMQ are pushed to it, too.
/// </summary>
public sealed class ClusterTests(ForeignApplication application) : IAsyncDisposable
{
    private readonly string _namespace = $"storefront-{Guid.NewGuid().ToString("N")[..8]}";

    private static string? Registry => Environment.GetEnvironmentVariable("CLUSTER_TESTS_REGISTRY") is { Length: > 0 } registry ? registry : null;

    private static bool HasCluster => Environment.GetEnvironmentVariable("KUBECONFIG") is { Length: > 0 };

    [Fact]
    public async Task A_foreign_application_is_built_applied_and_answers_through_its_Ingress()
    {
        Assert.SkipUnless(HasCluster, "KUBECONFIG names no cluster to test on.");
        await MirrorAsync();

        // What was generated before is for nobody's cluster.
        string[] tree = ["--input-path", "on-cluster", "--namespace", _namespace, "--non-interactive"];
        await application.AspirateAsync(["run", "--project-path", "AppHost", "-pa", $"host={_namespace}.local", .. tree, .. Registry is { } registry ? new[] { "-cr", registry, "-crp", _namespace } : []]);

        using var client = await ClientAsync(tree);
        var answer = JsonDocument.Parse(await client.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken)).RootElement;
        answer.GetProperty("database").GetString().ShouldBe("Items");
        answer.GetProperty("cache").GetString().ShouldBe("+OK +PONG");
        answer.GetProperty("broker").GetBoolean().ShouldBeTrue();
        answer.GetProperty("banner").GetString().ShouldBe("Welcome");
        answer.GetProperty("rates").GetString().ShouldBe("https://rates.example.com/");

        (await application.AspirateAsync(["apply", "--project-path", "AppHost", .. tree])).ShouldContain("Unchanged");

        (await application.AspirateAsync(["destroy", "--volumes", .. tree])).ShouldContain($"Destroyed the application in namespace '{_namespace}'");
        using var cluster = Connect();
        (await NamespacesAsync(cluster)).ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        if (!HasCluster)
        {
            return;
        }

        // Whatever became of the test.
        using var cluster = Connect();
        if ((await NamespacesAsync(cluster)).Count > 0)
        {
            await cluster.CoreV1.DeleteNamespaceAsync(_namespace);
        }
    }

    private static Kubernetes Connect() => new(KubernetesClientConfiguration.BuildDefaultConfig());

    private async Task<IList<V1Namespace>> NamespacesAsync(Kubernetes cluster) => (await cluster.CoreV1.ListNamespaceAsync(fieldSelector: $"metadata.name={_namespace}")).Items;

    // A registry that has no images of others gets what the application needs of them.
    private async Task MirrorAsync()
    {
        if (Registry is not { } registry)
        {
            return;
        }

        application.Environment["BaseImages"] = registry;
        application.Environment["ImageMirror"] = $"{registry}/{_namespace}";
        application.Environment["CONTAINERS_REGISTRIES_CONF"] = application.Write("registries.conf", $"[[registry]]\nlocation = \"{registry}\"\ninsecure = true\n");
        await StandInAsync("cache", "redis-server");
        await StandInAsync("broker", "rabbitmq-diagnostics");

        async Task StandInAsync(string resource, string program)
        {
            var image = application.Read($"{resource}/deployment.yaml").Split('\n').Select(line => line.Trim()).First(line => line.StartsWith("image: docker.io/", StringComparison.Ordinal))["image: docker.io/".Length..].Split(':');
            await application.RunAsync("dotnet", "publish", "StandIn", "-t:PublishContainer", $"-p:AssemblyName={program}", $"-p:ContainerRegistry={registry}", $"-p:ContainerRepository={_namespace}/{image[0]}", $"-p:ContainerImageTag={image[1]}", "--output", $"stand-ins/{program}");
        }
    }

    // Whatever this machine takes the host's name for.
    private async Task<HttpClient> ClientAsync(string[] tree)
    {
        var status = JsonDocument.Parse(await application.AspirateAsync(["status", "--output", "json", .. tree])).RootElement;
        var entrance = status.GetProperty("addresses")[0].GetProperty("at").GetString()!;
        return new(new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(entrance, context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        { BaseAddress = new($"http://{_namespace}.local/") };
    }
}
