namespace Aspire.Hosting.ApplicationModel;

/// <summary>An address of a resource that is shown to people.</summary>
public sealed class ResourceUrlAnnotation : IResourceAnnotation
{
    /// <summary>Gets or sets the address: absolute, or relative to the endpoint's.</summary>
    public required string Url { get; set; }

    /// <summary>Gets or sets the text that is shown instead of the address.</summary>
    public string? DisplayText { get; set; }

    /// <summary>Gets the endpoint that the address belongs to.</summary>
    public EndpointReference? Endpoint { get; init; }

    /// <summary>Gets or sets the order; the higher, the earlier.</summary>
    public int? DisplayOrder { get; set; }

    /// <summary>Gets or sets where it is shown.</summary>
    public UrlDisplayLocation DisplayLocation { get; set; }
}
