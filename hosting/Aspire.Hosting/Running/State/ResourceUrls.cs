using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running.Endpoints;

namespace Aspire.Hosting.Running.State;

/// <summary>The addresses of a resource, as the model wants them shown (<c>WithUrl</c>, <c>WithUrls</c>).</summary>
internal static class ResourceUrls
{
    public static async Task<ImmutableArray<UrlSnapshot>> ResolveAsync(
        IResource resource, IReadOnlyList<EndpointBinding> endpoints, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        var urls = endpoints.Select(binding => new ResourceUrlAnnotation
        {
            Url = binding.Endpoint.AllocatedEndpoint!.UriString,
            Endpoint = resource is IResourceWithEndpoints withEndpoints ? new(withEndpoints, binding.Endpoint) : null,
        }).ToList();
        urls.AddRange(resource.Annotations.OfType<ResourceUrlAnnotation>());

        foreach (var callback in resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>())
        {
            await callback.Callback(new(executionContext, resource, urls, cancellationToken));
        }

        return
        [
            .. urls.Select(url => new UrlSnapshot(url.Endpoint?.EndpointName, Absolute(url), url.DisplayLocation is UrlDisplayLocation.DetailsOnly)
            {
                DisplayProperties = new(url.DisplayText ?? "", url.DisplayOrder ?? 0),
            }),
        ];
    }

    // A path alone belongs to the endpoint.
    private static string Absolute(ResourceUrlAnnotation url) =>
        url.Endpoint is { } endpoint && url.Url.StartsWith('/') ? new Uri(new Uri(endpoint.Url), url.Url).ToString() : url.Url;
}
