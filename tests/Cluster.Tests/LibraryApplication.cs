using CliWrap.Buffered;
using k8s;
using k8s.Models;
using Tests;

namespace Cluster.Tests;

/// <summary>An application of somebody else, of which there is a manifest and its sources, in a folder outside of the repository and a namespace of its own.</summary>
internal sealed class LibraryApplication : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    public LibraryApplication()
    {
        var sources = Path.Combine(RepositoryRoot.Path, "tests", "Cluster.Tests", "Library");
        foreach (var file in Directory.EnumerateFiles(sources, "*", SearchOption.AllDirectories))
        {
            _folder.Write(Path.GetRelativePath(sources, file), File.ReadAllText(file));
        }
    }

    public string Namespace { get; } = $"library-{Guid.NewGuid().ToString("N")[..8]}";

    public Kubernetes Client { get; } = TestCluster.Connect();

    /// <summary>Variables that every command gets.</summary>
    public Dictionary<string, string?> Environment { get; } = new() { ["NO_COLOR"] = "1" };

    public static string[] Registry => System.Environment.GetEnvironmentVariable("CLUSTER_TESTS_REGISTRY") is { Length: > 0 } registry ? ["-cr", registry] : [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Runs a command on the manifest, in its folder.</summary>
    public async Task<BufferedCommandResult> RunAsync(params string[] arguments) => await Aspirate.Command([.. arguments, "-m", "aspire-manifest.json", "--non-interactive"])
        .WithWorkingDirectory(_folder.Path)
        .WithEnvironmentVariables(Environment)
        .ExecuteBufferedAsync(Cancellation);

    /// <summary>Runs a command that wants to know the namespace only.</summary>
    public async Task<BufferedCommandResult> OnClusterAsync(params string[] arguments) => await Aspirate.Command([.. arguments, "--namespace", Namespace, "--non-interactive"])
        .WithWorkingDirectory(_folder.Path)
        .WithEnvironmentVariables(Environment)
        .ExecuteBufferedAsync(Cancellation);

    public string Read(string path) => File.ReadAllText(_folder[path]);

    /// <summary>The namespaces that are called so: one or none.</summary>
    public async Task<IList<V1Namespace>> NamespacesAsync() => (await Client.CoreV1.ListNamespaceAsync(fieldSelector: $"metadata.name={Namespace}")).Items;

    public async ValueTask DisposeAsync()
    {
        if ((await NamespacesAsync()).Count > 0)
        {
            await Client.CoreV1.DeleteNamespaceAsync(Namespace);
        }

        Client.Dispose();
        _folder.Dispose();
    }
}
