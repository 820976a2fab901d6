using System.Globalization;

namespace Aspire.Hosting.Kubernetes.Description.Completion;

/// <summary>
/// Gives every endpoint the ports that the model leaves open. A project listens on the port that the model fixes or else from
/// 8080 up, the port that .NET's images listen on, and is told so; a container listens where its image does.
/// </summary>
internal static class PortAssignment
{
    private const int FirstOpenPort = 8080;
    private const int FirstUnprivilegedPort = 1024;

    public static ApplicationDescription Apply(ApplicationDescription application) =>
        application with { Workloads = [.. application.Workloads.Select(Assign)] };

    private static WorkloadDescription Assign(WorkloadDescription workload)
    {
        if (workload.Endpoints.Count == 0)
        {
            return workload;
        }

        var endpoints = Ports(Targets(workload));
        return workload.IsProject && endpoints.Any(endpoint => IsHttp(endpoint) && endpoint.TargetPort != FirstOpenPort) && !IsToldWhereToListen(workload)
            ? workload with { Endpoints = endpoints, Environment = [.. workload.Environment, Listening(workload.Name, endpoints)] }
            : workload with { Endpoints = endpoints };
    }

    private static List<EndpointDescription> Targets(WorkloadDescription workload)
    {
        var taken = workload.Endpoints.Select(endpoint => endpoint.TargetPort).ToHashSet();
        return [.. workload.Endpoints.Select(endpoint => endpoint.TargetPort != 0 ? endpoint : endpoint with { TargetPort = Fixed(endpoint.Port) ?? Next(taken) })];

        // Only root could listen below 1024, and a project listens where it is told to.
        int? Fixed(int port) => port != 0 && !(workload.IsProject && port < FirstUnprivilegedPort) && (taken.Add(port) || !workload.IsProject) ? port : null;
    }

    // Two endpoints on one port of the container share one of the Service; on two they cannot.
    private static List<EndpointDescription> Ports(List<EndpointDescription> endpoints)
    {
        var taken = new Dictionary<(int Port, string Protocol), int>();
        foreach (var endpoint in endpoints.Where(endpoint => endpoint.Port != 0))
        {
            taken.TryAdd((endpoint.Port, endpoint.Protocol), endpoint.TargetPort);
        }

        var result = new List<EndpointDescription>();
        foreach (var endpoint in endpoints)
        {
            var port = endpoint.Port != 0 ? endpoint.Port : endpoint.TargetPort;
            while (!taken.TryAdd((port, endpoint.Protocol), endpoint.TargetPort) && taken[(port, endpoint.Protocol)] != endpoint.TargetPort)
            {
                port = port == endpoint.Port ? endpoint.TargetPort : port + 1;
            }

            result.Add(endpoint with { Port = port });
        }

        return result;
    }

    private static int Next(HashSet<int> taken)
    {
        var port = FirstOpenPort;
        while (!taken.Add(port))
        {
            port++;
        }

        return port;
    }

    private static bool IsHttp(EndpointDescription endpoint) => endpoint.Scheme is "http" or "https";

    private static bool IsToldWhereToListen(WorkloadDescription workload) => workload.Environment.Any(entry =>
        entry.Name.ToUpperInvariant() is "HTTP_PORTS" or "ASPNETCORE_HTTP_PORTS" or "DOTNET_HTTP_PORTS" or "URLS" or "ASPNETCORE_URLS" or "DOTNET_URLS"
        || entry.Name.StartsWith("Kestrel__Endpoints__", StringComparison.OrdinalIgnoreCase));

    private static EnvironmentEntry Listening(string name, List<EndpointDescription> endpoints) => new(
        "HTTP_PORTS",
        TextTemplate.Literal(string.Join(';', endpoints.Where(IsHttp).Select(endpoint => endpoint.TargetPort).Distinct().Select(port => port.ToString(CultureInfo.InvariantCulture)))));
}
