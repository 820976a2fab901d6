namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// A place where published resources run, such as a Kubernetes cluster. It is no part of the application itself and
/// stays out of the manifest.
/// </summary>
/// <remarks>
/// An environment takes part in <c>--operation publish --step publish</c> by registering a
/// <see cref="Pipelines.PipelineStep"/>, see <see cref="Pipelines.PipelineStepAnnotation"/>.
/// </remarks>
public interface IComputeEnvironmentResource : IResource
{
    /// <summary>Gets the host name by which resources in this environment reach an endpoint.</summary>
    /// <param name="endpointReference">The endpoint.</param>
    /// <returns>The host name.</returns>
    /// <exception cref="NotSupportedException">The environment gives no host names.</exception>
    ReferenceExpression GetHostAddressExpression(EndpointReference endpointReference) =>
        throw new NotSupportedException($"The compute environment '{Name}' gives no host names to endpoints.");
}
