using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes;

/// <summary>The dashboard in the cluster: it receives the telemetry of the application's services and shows it.</summary>
public class KubernetesAspireDashboardResource : ContainerResource
{
    internal const string HttpEndpointName = "http";
    internal const string OtlpGrpcEndpointName = "otlp-grpc";
    internal const string OtlpHttpEndpointName = "otlp-http";

    /// <summary>Makes the resource.</summary>
    /// <param name="name">The resource's name.</param>
    public KubernetesAspireDashboardResource(string name)
        : base(name)
    {
    }

    /// <summary>Gets the endpoint of the pages.</summary>
    public EndpointReference PrimaryEndpoint => new(this, HttpEndpointName);

    /// <summary>Gets the endpoint that receives telemetry by gRPC.</summary>
    public EndpointReference OtlpGrpcEndpoint => new(this, OtlpGrpcEndpointName);

    /// <summary>The program that tells of the namespace: a project or an image, and no part of the model; <see langword="null"/> when none is named.</summary>
    internal IResource? NamespaceResources { get; set; }

    /// <summary>Whether it may restart workloads.</summary>
    internal bool AllowsRestart { get; set; }

    /// <summary>Whether it is known as whom the image runs and what it writes to.</summary>
    internal bool HasOfficialImage => Annotations.OfType<ContainerImageAnnotation>().LastOrDefault()?.Image.EndsWith("aspire-dashboard", StringComparison.Ordinal) is true;
}
