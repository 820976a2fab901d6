using System.Globalization;
using System.Net.WebSockets;
using Aspirate.Cluster.Applying.Canaries;
using k8s;
using k8s.Models;

namespace Aspirate.Cluster.Rollouts.Canaries;

/// <summary>
/// Asks a pod for a page as a route would lead the request to it, by the way of <c>kubectl port-forward</c>: through the API server and
/// the kubelet, so that it works from where Services cannot be reached, and past network policies.
/// </summary>
internal sealed class PodClient(IKubernetes cluster, string @namespace, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <returns>How long the answer took, <see langword="null"/> for 5xx or none; nothing at all when the pod could not be asked.</returns>
    public async Task<(bool IsAsked, TimeSpan? Time)> AskAsync(V1Pod pod, CanaryRequest request, CancellationToken cancellationToken)
    {
        if (PortOf(pod, request.Port) is not { } port)
        {
            return default;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var socket = await cluster.WebSocketNamespacedPodPortForwardAsync(pod.Metadata.Name, @namespace, [port], "v4.channel.k8s.io", cancellationToken: limit.Token);
            using var streams = new StreamDemuxer(socket, StreamType.PortForward);
            streams.Start();
            return (true, await AskAsync(streams.GetStream((byte?)0, (byte?)0), request, port, limit.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (true, null);
        }
        catch (Exception unreachable) when (unreachable is WebSocketException or KubernetesException or ClusterException or k8s.Autorest.HttpOperationException or HttpRequestException)
        {
            // The way there, not the pod: it says nothing of the version.
            return default;
        }
    }

    private async Task<TimeSpan?> AskAsync(Stream stream, CanaryRequest request, int port, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectCallback = (_, _) => ValueTask.FromResult(stream) };
        using var http = new HttpClient(handler);
        using var message = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(Uri.UriSchemeHttp, "localhost", port) { Path = request.Path }.Uri);
        message.Headers.Host = request.Host;
        message.Headers.UserAgent.ParseAdd("aspirate");
        var started = time.GetTimestamp();
        try
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return (int)response.StatusCode >= 500 ? null : time.GetElapsedTime(started);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            return null;
        }
    }

    private static int? PortOf(V1Pod pod, string port) => int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : pod.Spec.Containers.SelectMany(container => container.Ports ?? []).FirstOrDefault(candidate => candidate.Name == port)?.ContainerPort;
}
