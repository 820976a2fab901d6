using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A service that exists elsewhere and is only referred to.</summary>
public sealed class ExternalServiceResource : Resource, IResourceWithoutLifetime
{
    /// <summary>Makes an external service with a known address.</summary>
    /// <param name="name">The name.</param>
    /// <param name="uri">The address: absolute, path <c>/</c>, without query or fragment.</param>
    public ExternalServiceResource(string name, Uri uri)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(uri);

        Uri = uri;
    }

    /// <summary>Makes an external service whose address is a parameter.</summary>
    /// <param name="name">The name.</param>
    /// <param name="urlParameter">The parameter that holds the address.</param>
    public ExternalServiceResource(string name, ParameterResource urlParameter)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(urlParameter);

        UrlParameter = urlParameter;
    }

    /// <summary>Gets the address, when it is known.</summary>
    public Uri? Uri { get; }

    /// <summary>Gets the parameter that holds the address, otherwise.</summary>
    public ParameterResource? UrlParameter { get; }
}
