using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The addresses that are shown for a resource, while they are put together.</summary>
/// <param name="executionContext">The mode.</param>
/// <param name="resource">The resource.</param>
/// <param name="urls">The addresses so far: one for each endpoint.</param>
/// <param name="cancellationToken">Ends the evaluation.</param>
public sealed class ResourceUrlsCallbackContext(
    DistributedApplicationExecutionContext executionContext,
    IResource resource,
    List<ResourceUrlAnnotation>? urls = null,
    CancellationToken cancellationToken = default)
{
    /// <summary>Gets the resource.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>Gets the addresses, to be changed.</summary>
    public List<ResourceUrlAnnotation> Urls { get; } = urls ?? [];

    /// <summary>Gets the mode.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext;

    /// <summary>Gets what ends the evaluation.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Gets or sets the resource's log.</summary>
    public ILogger Logger { get; set; } = NullLogger.Instance;

    /// <summary>Gets an endpoint of the resource.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <returns>The endpoint; <see langword="null"/> when the resource has none of that name.</returns>
    public EndpointReference? GetEndpoint(string name) =>
        Resource is IResourceWithEndpoints withEndpoints && withEndpoints.GetEndpoint(name) is { Exists: true } endpoint ? endpoint : null;
}
