using System.Net;
using System.Text.Json;
using k8s;
using k8s.Autorest;

namespace Aspirate.Cluster.Rollouts.Watching;

/// <summary>Tells what a new attempt may fix from what it will not.</summary>
internal static class LostConnection
{
    /// <summary>Whether the connection, or the API server, was away for a moment.</summary>
    public static bool Is(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        // A time limit shows as a cancellation, too.
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        ClusterException => exception.InnerException is HttpRequestException or OperationCanceledException,
        HttpOperationException refused => refused.Response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound),

        // What the client makes of a watch that ended without an event.
        JsonException => true,
        KubernetesException or HttpRequestException or IOException => true,
        _ => false,
    };
}
