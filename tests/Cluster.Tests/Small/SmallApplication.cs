using System.Text;
using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;
using k8s;
using k8s.Models;
using Tests;

namespace Cluster.Tests.Small;

/// <summary>A tree of a few objects and the namespace of its own that it goes into; both are gone afterwards.</summary>
internal sealed class SmallApplication : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Kubernetes _client;
    private readonly List<Func<IKubernetes, Task>> _afterwards = [];

    public SmallApplication()
    {
        _client = TestCluster.Connect();
        _folder.Write("kustomization.yaml", $"namespace: {Namespace}\nresources: [all.yaml]\n");
    }

    public string Namespace { get; } = $"faults-{Guid.NewGuid().ToString("N")[..8]}";

    public IKubernetes Client => _client;

    /// <summary>Variables that every command gets.</summary>
    public Dictionary<string, string?> Environment { get; } = new() { ["NO_COLOR"] = "1" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Writes the tree anew: these objects, and the namespace.</summary>
    public void Write(params IKubernetesObject<V1ObjectMeta>[] objects)
    {
        var home = objects.OfType<V1Namespace>().Any() ? [] : new IKubernetesObject<V1ObjectMeta>[] { Home() };

        // JSON is YAML, too.
        _folder.Write("all.yaml", string.Join("\n---\n", home.Concat(objects).Select(item => KubernetesJson.Serialize((object)item))));
    }

    /// <summary>The namespace as an object of the tree.</summary>
    public V1Namespace Home(params (string Key, string Value)[] labels) => new()
    {
        ApiVersion = "v1",
        Kind = "Namespace",
        Metadata = new() { Name = Namespace, Labels = labels.ToDictionary(label => label.Key, label => label.Value) },
    };

    /// <summary>Adds a Secret to the tree whose values come from parameters.</summary>
    public void WriteSecret(string name, string body) => _folder.Write($"secrets/{name}.yaml", $"""
        apiVersion: aspirate.hosting/v1
        kind: SecretTemplate
        metadata:
          name: {name}
          annotations: {"{"} config.kubernetes.io/local-config: "true" {"}"}
        type: Opaque
        {body}
        """);

    /// <summary>Adds a Helm chart to the tree.</summary>
    public void WriteChart(string name, string chart, string version, string @namespace, string body) => _folder.Write($"helm/{name}.yaml", $"""
        apiVersion: aspirate.hosting/v1
        kind: HelmChart
        metadata:
          name: {name}
          annotations: {"{"} config.kubernetes.io/local-config: "true" {"}"}
        chart: {chart}
        version: {version}
        release: {name}
        namespace: {@namespace}
        {body}
        """);

    /// <summary>Takes a Helm chart out of the tree.</summary>
    public void RemoveChart(string name) => File.Delete(_folder[$"helm/{name}.yaml"]);

    /// <summary>Has something be deleted afterwards that is not in the application's namespace.</summary>
    public void Afterwards(Func<IKubernetes, Task> delete) => _afterwards.Add(delete);

    /// <summary>Applies the tree.</summary>
    public Task<BufferedCommandResult> ApplyAsync(params string[] options) => RunAsync(["apply", .. options]);

    /// <summary>Runs a command on the tree and its namespace.</summary>
    public async Task<BufferedCommandResult> RunAsync(params string[] arguments) => await Command(arguments).ExecuteBufferedAsync(Cancellation);

    /// <summary>A command on the tree and its namespace, not started yet.</summary>
    public Command Command(params string[] arguments) => Aspirate.Command([.. arguments, "--input-path", _folder.Path, "--non-interactive"])
        .WithWorkingDirectory(_folder.Path)
        .WithEnvironmentVariables(Environment);

    /// <summary>What <c>status --output json</c> says, and its exit code.</summary>
    public async Task<(int ExitCode, JsonElement Status)> StatusAsync()
    {
        var result = await RunAsync("status", "--output", "json");
        return (result.ExitCode, JsonDocument.Parse(result.StandardOutput).RootElement);
    }

    /// <summary>Writes a kubeconfig for the same cluster, or what is called so.</summary>
    /// <param name="user">The credentials.</param>
    /// <param name="server">Another address.</param>
    /// <param name="isTrusted">Whether it knows who has signed the server's certificate.</param>
    /// <returns>The file.</returns>
    public string WriteKubeconfig(string user, string? server = null, bool isTrusted = true)
    {
        var real = KubernetesClientConfiguration.BuildDefaultConfig();
        var authorities = real.SslCaCerts is { Count: > 0 } && isTrusted
            ? $"certificate-authority-data: {Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Concat(real.SslCaCerts.Select(authority => $"{authority.ExportCertificatePem()}\n"))))}, "
            : "";
        return _folder.Write("kubeconfig", $"""
            apiVersion: v1
            kind: Config
            current-context: test
            contexts:
            - name: test
              context: {"{"} cluster: test, user: test {"}"}
            clusters:
            - name: test
              cluster: {"{"} {authorities}server: "{server ?? real.Host.TrimEnd('/')}" {"}"}
            users:
            - name: test
              user: {"{"} {user} {"}"}
            """);
    }

    /// <summary>Follows a workload's pods until one is as it should be.</summary>
    public async Task WaitForPodAsync(string workload, Func<V1Pod, bool> condition)
    {
        while (true)
        {
            await foreach (var (_, pod) in _client.CoreV1.WatchListNamespacedPodAsync(Namespace, labelSelector: $"app.kubernetes.io/name={workload}", timeoutSeconds: 30, cancellationToken: Cancellation))
            {
                if (condition(pod))
                {
                    return;
                }
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var delete in _afterwards.Append(client => client.CoreV1.DeleteNamespaceAsync(Namespace)))
        {
            try
            {
                await delete(_client);
            }
            catch (k8s.Autorest.HttpOperationException gone) when (gone.Response.StatusCode is System.Net.HttpStatusCode.NotFound or System.Net.HttpStatusCode.Conflict)
            {
                // The test has destroyed it, or never made it.
            }
        }

        _client.Dispose();
        _folder.Dispose();
    }
}
