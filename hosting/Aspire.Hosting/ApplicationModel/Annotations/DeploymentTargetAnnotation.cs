namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a resource becomes in a compute environment.</summary>
/// <param name="target">The resource that stands for it there.</param>
public sealed class DeploymentTargetAnnotation(IResource target) : IResourceAnnotation
{
    /// <summary>Gets or sets the resource that stands for it there.</summary>
    public IResource DeploymentTarget { get; set; } = target;

    /// <summary>Gets or sets the compute environment.</summary>
    public IComputeEnvironmentResource? ComputeEnvironment { get; set; }
}
