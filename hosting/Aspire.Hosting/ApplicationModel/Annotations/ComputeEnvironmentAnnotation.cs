namespace Aspire.Hosting.ApplicationModel;

/// <summary>In which compute environment a resource runs, when the application has several. The last one counts.</summary>
/// <param name="computeEnvironment">The compute environment.</param>
public sealed class ComputeEnvironmentAnnotation(IComputeEnvironmentResource computeEnvironment) : IResourceAnnotation
{
    /// <summary>Gets the compute environment.</summary>
    public IComputeEnvironmentResource ComputeEnvironment { get; } = computeEnvironment;
}
