namespace Aspire.Hosting.ApplicationModel;

/// <summary>How long a container lives. The last one counts.</summary>
public sealed class ContainerLifetimeAnnotation : IResourceAnnotation
{
    /// <summary>Gets or sets how long it lives.</summary>
    public required ContainerLifetime Lifetime { get; set; }
}
