namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>Requests of a host and a path go to an endpoint of a workload.</summary>
/// <param name="Host">The host; <see langword="null"/> is any of the Ingress' or Gateway's hosts.</param>
/// <param name="Path">The path, beginning with <c>/</c>.</param>
/// <param name="PathType"><c>Prefix</c>, <c>Exact</c>, <c>ImplementationSpecific</c> for an Ingress; <c>PathPrefix</c>, <c>Exact</c>, <c>RegularExpression</c> for a Gateway.</param>
/// <param name="Resource">The workload.</param>
/// <param name="Endpoint">The name of its endpoint.</param>
public sealed record RouteDescription(string? Host, string Path, string PathType, string Resource, string Endpoint);
