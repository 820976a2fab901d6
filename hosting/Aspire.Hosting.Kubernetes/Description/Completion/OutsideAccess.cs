namespace Aspire.Hosting.Kubernetes.Description.Completion;

/// <summary>
/// Leads to the external endpoints from outside, by the way that the application's <see cref="ExposureDescription"/> says. An
/// Ingress or a Gateway of the model is the whole entrance: beside one, nothing is added.
/// </summary>
internal static class OutsideAccess
{
    private const string IngressName = "ingress";

    public static ApplicationDescription Apply(ApplicationDescription application)
    {
        var external = application.Workloads.Where(workload => workload.IsWritten)
            .Select(workload => (Workload: workload, Endpoints: workload.Endpoints.Where(endpoint => endpoint.IsExternal).ToList()))
            .Where(entry => entry.Endpoints.Count > 0)
            .ToList();
        if (external.Count == 0)
        {
            return application;
        }

        if (application.Ingresses.Any(ingress => ingress.Routes.Count > 0 || ingress.DefaultBackend is not null))
        {
            var routed = application.Ingresses.SelectMany(ingress => ingress.Routes.Append(ingress.DefaultBackend)).Select(route => (route?.Resource, route?.Endpoint)).ToHashSet();
            var unrouted = external.SelectMany(entry => entry.Endpoints.Where(endpoint => !routed.Contains((entry.Workload.Name, endpoint.Name))).Select(endpoint => $"{entry.Workload.Name} ({endpoint.Name})")).ToList();
            return unrouted.Count == 0
                ? application
                : Remark(application, $"External, but routed by no Ingress or Gateway of the model: {string.Join(", ", unrouted)}.");
        }

        return application.Exposure.Kind switch
        {
            ExposureKind.Ingress => WithIngress(application, external),
            ExposureKind.LoadBalancer => WithServices(application, external, ServiceExposure.LoadBalancer),
            ExposureKind.NodePort => WithServices(application, external, ServiceExposure.NodePort),
            _ => Remark(application, $"Not reached from outside, although external: {string.Join(", ", external.Select(entry => entry.Workload.Name))}."),
        };
    }

    private static ApplicationDescription WithIngress(ApplicationDescription application, IReadOnlyList<(WorkloadDescription Workload, List<EndpointDescription> Endpoints)> external)
    {
        var web = external.SelectMany(entry => entry.Endpoints.Where(endpoint => endpoint.Scheme is "http" or "https").Select(endpoint => (entry.Workload, Endpoint: endpoint))).ToList();
        var routes = web.Select(entry => new RouteDescription(HostOf(application, entry.Workload, entry.Endpoint, web.Count == 1), "/", "Prefix", entry.Workload.Name, entry.Endpoint.Name)).ToList();
        var others = external.SelectMany(entry => entry.Endpoints.Where(endpoint => endpoint.Scheme is not ("http" or "https")).Select(endpoint => $"{entry.Workload.Name} ({endpoint.Name}, {endpoint.Scheme})")).ToList();
        if (others.Count > 0)
        {
            application = Remark(application, $"Not reached from outside, although external, for an Ingress carries HTTP alone: {string.Join(", ", others)}.");
        }

        if (routes.Count == 0)
        {
            return application;
        }

        var name = application.Workloads.Any(workload => workload.Name == IngressName) ? ClusterName.Hashed(IngressName) : IngressName;
        application = application with
        {
            Ingresses =
            [
                .. application.Ingresses,
                new IngressDescription
                {
                    Name = name,
                    ClassName = application.Exposure.IngressClass,
                    Routes = routes,
                },
            ],
        };
        return Remark(application, $"Reached from outside, through the Ingress '{name}': {string.Join(", ", routes.Select(route => $"{route.Resource} at http://{route.Host}/"))}.");
    }

    // A first endpoint is the resource's; another of the same resource has its own name in front.
    private static string HostOf(ApplicationDescription application, WorkloadDescription workload, EndpointDescription endpoint, bool isOnly)
    {
        var isFirst = workload.Endpoints.First(candidate => candidate.IsExternal && candidate.Scheme is "http" or "https") == endpoint;
        var label = isFirst ? "" : $"{ClusterName.Of(endpoint.Name)}.";
        if (application.Exposure.Hosts.TryGetValue(workload.Name, out var own))
        {
            return label + own;
        }

        var host = application.Exposure.Host ?? $"{application.Name}.local";
        return isOnly ? host : $"{label}{workload.Name}.{host}";
    }

    private static ApplicationDescription WithServices(ApplicationDescription application, IReadOnlyList<(WorkloadDescription Workload, List<EndpointDescription> Endpoints)> external, ServiceExposure exposure)
    {
        var names = external.Select(entry => entry.Workload.Name).ToHashSet();
        var ports = external.Select(entry => $"{entry.Workload.Name} at port {string.Join(", ", entry.Endpoints.Select(endpoint => endpoint.Port).Distinct())}");
        application = application with
        {
            Workloads = [.. application.Workloads.Select(workload => names.Contains(workload.Name) ? workload with { ExternalExposure = exposure } : workload)],
        };
        return Remark(application, exposure is ServiceExposure.LoadBalancer
            ? $"Reached from outside, each by the address of its LoadBalancer: {string.Join(", ", ports)}."
            : $"Reached from outside, each by a port of every node that the cluster chooses: {string.Join(", ", ports)}.");
    }

    private static ApplicationDescription Remark(ApplicationDescription application, string remark) => application with { Remarks = [.. application.Remarks, remark] };
}
