using System.Net;
using k8s.Models;

namespace Aspirate.Cluster.Applying.Api;

/// <summary>The API server refused something about one object.</summary>
internal sealed class RefusedException(ObjectReference reference, HttpStatusCode statusCode, V1Status? status, string body)
    : ClusterException($"{reference}: {status?.Message ?? body}")
{
    public ObjectReference Reference { get; } = reference;

    public HttpStatusCode StatusCode { get; } = statusCode;

    /// <summary>What the server says.</summary>
    public string Reason => status?.Message ?? body;

    /// <summary>The single points of it.</summary>
    public IReadOnlyList<V1StatusCause> Causes => status?.Details?.Causes is { } causes ? [.. causes] : [];
}
