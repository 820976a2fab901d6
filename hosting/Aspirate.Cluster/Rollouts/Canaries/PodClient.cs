using Aspirate.Cluster.Applying.Canaries;
using k8s;
using k8s.Models;

namespace Aspirate.Cluster.Rollouts.Canaries;

/// <summary>Asks a pod for a page as a route would lead the request to it.</summary>
internal sealed class PodClient(IKubernetes cluster, string @namespace, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <returns>How long the answer took, <see langword="null"/> for 5xx or none; nothing at all when the pod could not be asked.</returns>
    public async Task<(bool IsAsked, TimeSpan? Time)> AskAsync(V1Pod pod, CanaryRequest request, CancellationToken cancellationToken)
    {
        if (PodConnection.PortOf(pod, request.Port) is not { } port)
        {
            return default;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var connection = await PodConnection.OpenAsync(cluster, @namespace, pod, port, limit.Token);
            return (true, await AskAsync(connection.Http, request, limit.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (true, null);
        }
        catch (Exception unreachable) when (PodConnection.IsWay(unreachable))
        {
            return default;
        }
    }

    private async Task<TimeSpan?> AskAsync(HttpClient http, CanaryRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(http.BaseAddress!) { Path = request.Path }.Uri);
        message.Headers.Host = request.Host;
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
}
