using Aspire.Hosting.Kubernetes.Description;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>The Service of a workload: a fixed name and the fixed ports of its endpoints.</summary>
internal static class ServiceBuilder
{
    public static V1Service? Build(ObjectContext context)
    {
        var workload = context.Workload;
        if (workload.Endpoints.Count == 0)
        {
            return null;
        }

        var isHeadless = workload.ServiceExposure is ServiceExposure.Headless;
        return new()
        {
            ApiVersion = "v1",
            Kind = "Service",
            Metadata = new() { Name = workload.ServiceName, Labels = context.Labels },
            Spec = new()
            {
                Type = isHeadless ? "ClusterIP" : workload.ServiceExposure.ToString(),
                ClusterIP = isHeadless ? "None" : null,
                Selector = context.Selector,
                Ports = [.. Ports(workload)],
            },
        };
    }

    // Two endpoints on one port are one port of the Service: https that ends before the pod, for instance.
    private static IEnumerable<V1ServicePort> Ports(WorkloadDescription workload) => workload.Endpoints
        .DistinctBy(endpoint => (endpoint.Port, endpoint.Protocol))
        .Select(endpoint => new V1ServicePort
        {
            Name = PortName.Of(endpoint),
            Port = endpoint.Port,
            TargetPort = PortName.Of(endpoint),
            NodePort = workload.ServiceExposure is ServiceExposure.NodePort or ServiceExposure.LoadBalancer ? endpoint.NodePort : null,
            Protocol = endpoint.Protocol,
            AppProtocol = AppProtocol(endpoint),
        });

    private static string? AppProtocol(EndpointDescription endpoint) => endpoint switch
    {
        { IsHttp2: true } => "kubernetes.io/h2c",
        { Scheme: "http" or "https" } => endpoint.Scheme,
        _ => null,
    };
}
