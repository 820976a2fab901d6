using Aspire.Hosting.Kubernetes.Description;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>The Services of a workload: a fixed name and the fixed ports of its endpoints.</summary>
internal static class ServiceBuilder
{
    /// <summary>The Service that clients use; <see langword="null"/> when the workload listens on no port.</summary>
    public static V1Service? Build(ObjectContext context)
    {
        var workload = context.Workload;
        if (workload.Endpoints.Count == 0)
        {
            return null;
        }

        var exposure = workload.Endpoints.All(endpoint => endpoint.IsExternal) ? workload.ExternalExposure ?? workload.ServiceExposure : workload.ServiceExposure;
        return Build(context, workload.ServiceName, exposure, workload.Endpoints);
    }

    /// <summary>The Service of those endpoints alone that are reached from outside, where the workload has others as well.</summary>
    public static V1Service? BuildExternal(ObjectContext context)
    {
        var workload = context.Workload;
        var external = workload.Endpoints.Where(endpoint => endpoint.IsExternal).ToList();
        return workload.ExternalExposure is { } exposure && external.Count > 0 && external.Count < workload.Endpoints.Count
            ? Build(context, $"{workload.ServiceName}-external", exposure, external)
            : null;
    }

    /// <summary>
    /// The headless Service that gives each pod of a StatefulSet a name. It translates no port, so that clients have another
    /// one; and pods that are not ready yet have to find each other, too.
    /// </summary>
    public static V1Service? BuildGoverning(ObjectContext context)
    {
        var workload = context.Workload;
        if (workload.Kind is not WorkloadKind.StatefulSet)
        {
            return null;
        }

        var service = Build(context, workload.GoverningServiceName, ServiceExposure.Headless, workload.Endpoints);
        service.Spec.PublishNotReadyAddresses = true;
        return service;
    }

    private static V1Service Build(ObjectContext context, string name, ServiceExposure exposure, IReadOnlyList<EndpointDescription> endpoints) => new()
    {
        ApiVersion = "v1",
        Kind = "Service",
        Metadata = new() { Name = name, Labels = context.Labels },
        Spec = new()
        {
            Type = exposure is ServiceExposure.Headless ? "ClusterIP" : exposure.ToString(),
            ClusterIP = exposure is ServiceExposure.Headless ? "None" : null,
            Selector = context.Selector,
            Ports = Ports(context.Workload, exposure, endpoints) is { Count: > 0 } ports ? ports : null,
        },
    };

    // Two endpoints on one port are one port of the Service: https that ends before the pod, for instance.
    private static List<V1ServicePort> Ports(WorkloadDescription workload, ServiceExposure exposure, IReadOnlyList<EndpointDescription> endpoints) =>
    [
        .. endpoints
            .DistinctBy(endpoint => (exposure is ServiceExposure.Headless ? endpoint.TargetPort : endpoint.Port, endpoint.Protocol))
            .Select(endpoint => new V1ServicePort
            {
                Name = PortName.Of(workload, endpoint),
                Port = exposure is ServiceExposure.Headless ? endpoint.TargetPort : endpoint.Port,
                TargetPort = PortName.OfContainer(workload, endpoint),
                NodePort = exposure is ServiceExposure.NodePort or ServiceExposure.LoadBalancer ? endpoint.NodePort : null,
                Protocol = endpoint.Protocol,
                AppProtocol = AppProtocol(endpoint),
            }),
    ];

    private static string? AppProtocol(EndpointDescription endpoint) => endpoint switch
    {
        { IsHttp2: true } => "kubernetes.io/h2c",
        { Scheme: "http" or "https" } => endpoint.Scheme,
        _ => null,
    };
}
