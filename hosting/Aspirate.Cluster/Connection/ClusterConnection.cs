using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using k8s;
using k8s.Autorest;

namespace Aspirate.Cluster;

/// <summary>An open connection to one cluster, with the rights of one context of a kubeconfig.</summary>
/// <remarks>
/// Everything that goes wrong with a request itself (unreachable server, TLS, credentials, missing rights) is thrown as a
/// <see cref="ClusterException"/>, by <see cref="Client"/> too.
/// </remarks>
public sealed class ClusterConnection : IDisposable
{
    private const string UserAgent = "aspirate";
    private const string InCluster = "in-cluster";
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly k8s.Kubernetes _client;

    private ClusterConnection(k8s.Kubernetes client, string context, string? @namespace, IReadOnlyList<string> commandLineArguments)
    {
        _client = client;
        CommandLineArguments = commandLineArguments;
        Context = context;
        DefaultNamespace = @namespace;
    }

    /// <summary>The typed client.</summary>
    public IKubernetes Client => _client;

    /// <summary>The context's name; <c>in-cluster</c> for a pod's own service account.</summary>
    public string Context { get; }

    /// <summary>Whether the context leads to a cluster for development on one machine.</summary>
    public bool IsLocal { get; private init; }

    /// <summary>The address of the API server.</summary>
    public Uri Server => _client.BaseUri;

    /// <summary>The namespace that the context names, if it names one.</summary>
    public string? DefaultNamespace { get; }

    /// <summary>What tells <c>helm</c> to use the same cluster. <c>kubectl</c> calls the context otherwise.</summary>
    internal IReadOnlyList<string> CommandLineArguments { get; }

    /// <summary>The release of Kubernetes that the API server reports.</summary>
    public ClusterVersion Version { get; private set; } = ClusterVersion.Oldest;

    /// <summary>
    /// Opens a context of the kubeconfig, and makes sure that its API server answers, accepts the credentials and is new enough.
    /// </summary>
    /// <param name="context">The context; <see langword="null"/> for the current one.</param>
    /// <param name="kubeconfig">
    /// The only kubeconfig file to read; <see langword="null"/> for those that the variable <c>KUBECONFIG</c> names, or else
    /// <c>~/.kube/config</c>, or else, in a pod, its service account.
    /// </param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <exception cref="ClusterException">There is no kubeconfig or no such context, or the API server cannot be used.</exception>
    public static async Task<ClusterConnection> OpenAsync(string? context = null, string? kubeconfig = null, CancellationToken cancellationToken = default)
    {
        var (configuration, name, isLocal) = await ConfigureAsync(context, kubeconfig);
        configuration.HttpClientTimeout = Timeout.InfiniteTimeSpan; // ClusterErrorHandler has a timeout that leaves watches alone
        configuration.UserAgent = UserAgent;
        configuration.FirstMessageHandlerSetup = handler => handler.ConnectTimeout = ConnectTimeout;

        var errors = new ClusterErrorHandler(configuration.Host, name, Expiry(configuration), TimeProvider.System);
        string[] file = kubeconfig is null ? [] : ["--kubeconfig", Path.GetFullPath(kubeconfig)];
        string[] arguments = name == InCluster ? file : [.. file, "--kube-context", name];
        var connection = new ClusterConnection(new k8s.Kubernetes(configuration, errors), name, configuration.Namespace, arguments) { IsLocal = isLocal };
        try
        {
            await connection.CheckVersionAsync(cancellationToken);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Sends a request as it is, with the context's credentials: for kinds that have no type here. The answer is the caller's to
    /// judge and to dispose of.
    /// </summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path and query below the server's address, e.g. <c>/apis/apps/v1/namespaces/devops/deployments</c>.</param>
    /// <param name="body">What to send, if anything.</param>
    /// <param name="mediaType">The media type of <paramref name="body"/>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ClusterException">The API server cannot be used, or a right is missing.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body = null, string mediaType = "application/json", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var request = new HttpRequestMessage(method, new Uri(_client.BaseUri, path.TrimStart('/')));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
        }

        if (_client.Credentials is { } credentials)
        {
            await credentials.ProcessHttpRequestAsync(request, cancellationToken);
        }

        return await _client.HttpClient.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
    }

    /// <summary>Closes it.</summary>
    public void Dispose() => _client.Dispose();

    private static async Task<(KubernetesClientConfiguration Configuration, string Context, bool IsLocal)> ConfigureAsync(string? context, string? kubeconfig)
    {
        if (await Kubeconfig.ReadAsync(kubeconfig) is { } files)
        {
            return (files.Select(context, out var name), name, new ClusterContext(name, files.ProviderOf(name)).IsLocal);
        }

        return context is null && KubernetesClientConfiguration.IsInCluster()
            ? (KubernetesClientConfiguration.InClusterConfig(), InCluster, false)
            : throw new ClusterException(
                $"There is no kubeconfig (looked for {Kubeconfig.Sought(kubeconfig)}). Start a cluster, e.g. with: minikube start, or name a file with --kubeconfig or the variable KUBECONFIG.");
    }

    private async Task CheckVersionAsync(CancellationToken cancellationToken)
    {
        try
        {
            var reported = await _client.Version.GetCodeAsync(cancellationToken);
            Version = ClusterVersion.Parse(reported.Major, reported.Minor);
        }
        catch (Exception strange) when (strange is HttpOperationException or JsonException)
        {
            throw new ClusterException($"What answers at {Server} (context '{Context}') is not the API server of a Kubernetes cluster: {strange.Message}. Check the server's address in the kubeconfig.", strange);
        }

        if (Version.IsOlderThan(ClusterVersion.Oldest))
        {
            throw new ClusterException(
                $"The cluster of context '{Context}' runs Kubernetes {Version}, which is too old: {ClusterVersion.Oldest} is needed. Upgrade it, or choose another with --kubernetes-context.");
        }
    }

    private static DateTime? Expiry(KubernetesClientConfiguration configuration)
    {
        try
        {
            using var certificate = configuration switch
            {
                { ClientCertificateData: { Length: > 0 } data } => X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(Convert.FromBase64String(data))),
                { ClientCertificateFilePath: { Length: > 0 } file } => X509CertificateLoader.LoadCertificateFromFile(file),
                _ => null,
            };
            return certificate?.NotAfter.ToUniversalTime();
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or FormatException or IOException)
        {
            return null; // only wanted for a better message; the client itself reports what it cannot read
        }
    }
}
