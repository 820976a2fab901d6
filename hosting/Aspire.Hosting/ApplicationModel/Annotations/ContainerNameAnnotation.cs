namespace Aspire.Hosting.ApplicationModel;

/// <summary>The name that a container has in the container runtime, instead of a made-up one.</summary>
public sealed class ContainerNameAnnotation : IResourceAnnotation
{
    /// <summary>Gets or sets the name.</summary>
    public required string Name { get; set; }
}
