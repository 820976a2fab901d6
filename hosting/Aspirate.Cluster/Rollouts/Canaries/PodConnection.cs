using System.Globalization;
using System.Net.WebSockets;
using k8s;
using k8s.Models;

namespace Aspirate.Cluster.Rollouts.Canaries;

/// <summary>
/// HTTP with one pod by the way of <c>kubectl port-forward</c>: through the API server and the kubelet, so that it works from where
/// Services cannot be reached, and past network policies. One connection, for one request at a time.
/// </summary>
internal sealed class PodConnection : IDisposable
{
    private readonly WebSocket _socket;
    private readonly StreamDemuxer _streams;

    private PodConnection(WebSocket socket, int port)
    {
        (_socket, _streams) = (socket, new(socket, StreamType.PortForward));
        _streams.Start();
        var stream = _streams.GetStream((byte?)0, (byte?)0);
        Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectCallback = (_, _) => ValueTask.FromResult(stream) })
        {
            BaseAddress = new UriBuilder(Uri.UriSchemeHttp, "localhost", port).Uri,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        Http.DefaultRequestHeaders.UserAgent.ParseAdd(UserAgent);
    }

    /// <summary>What requests of it say of where they come from.</summary>
    public const string UserAgent = "aspirate";

    public HttpClient Http { get; }

    /// <exception cref="Exception">One that <see cref="IsWay"/> knows.</exception>
    public static async Task<PodConnection> OpenAsync(IKubernetes cluster, string @namespace, V1Pod pod, int port, CancellationToken cancellationToken) =>
        new(await cluster.WebSocketNamespacedPodPortForwardAsync(pod.Metadata.Name, @namespace, [port], "v4.channel.k8s.io", cancellationToken: cancellationToken), port);

    /// <summary>The pod's port of a number or a name; <see langword="null"/> when it has none.</summary>
    public static int? PortOf(V1Pod pod, string port) => int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : pod.Spec.Containers.SelectMany(container => container.Ports ?? []).FirstOrDefault(candidate => candidate.Name == port)?.ContainerPort;

    /// <summary>Whether the way to the pod failed, which says nothing of the pod.</summary>
    public static bool IsWay(Exception exception) =>
        exception is WebSocketException or KubernetesException or ClusterException or k8s.Autorest.HttpOperationException or HttpRequestException;

    public void Dispose()
    {
        Http.Dispose();
        _streams.Dispose();
        _socket.Dispose();
    }
}
