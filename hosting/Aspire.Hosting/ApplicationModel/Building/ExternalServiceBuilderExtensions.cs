using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds external services.</summary>
public static class ExternalServiceBuilderExtensions
{
    /// <summary>Adds a service that exists elsewhere.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="url">The address: absolute, path <c>/</c>.</param>
    /// <returns>A builder of the external service.</returns>
    public static IResourceBuilder<ExternalServiceResource> AddExternalService(this IDistributedApplicationBuilder builder, string name, string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
            ? builder.AddExternalService(name, uri)
            : throw new DistributedApplicationException($"The address '{url}' of the external service '{name}' is not absolute. Write it as https://host/.");

    /// <summary>Adds a service that exists elsewhere.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="uri">The address: absolute, path <c>/</c>.</param>
    /// <returns>A builder of the external service.</returns>
    public static IResourceBuilder<ExternalServiceResource> AddExternalService(this IDistributedApplicationBuilder builder, string name, Uri uri)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(uri);

        return uri is { IsAbsoluteUri: true, AbsolutePath: "/", Fragment: "", Query: "" }
            ? builder.AddResource(new ExternalServiceResource(name, uri)).ExcludeFromManifest()
            : throw new DistributedApplicationException($"The address '{uri}' of the external service '{name}' has to be absolute, with the path '/' and nothing after it.");
    }

    /// <summary>Adds a service that exists elsewhere, whose address is a parameter.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="urlParameter">The parameter.</param>
    /// <returns>A builder of the external service.</returns>
    public static IResourceBuilder<ExternalServiceResource> AddExternalService(this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource> urlParameter)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(urlParameter);

        return builder.AddResource(new ExternalServiceResource(name, urlParameter.Resource)).ExcludeFromManifest();
    }
}
