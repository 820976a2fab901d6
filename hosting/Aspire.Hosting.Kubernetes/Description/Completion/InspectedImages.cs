using System.Globalization;
using Aspirate.Cluster.Building;

namespace Aspire.Hosting.Kubernetes.Description.Completion;

/// <summary>
/// Completes a workload whose image is not known by what the image says of itself: a user that is a number other than root's is the
/// pod's, and a port that it exposes is that of an endpoint without one. Never what could keep it from starting.
/// </summary>
internal static class InspectedImages
{
    private const int FirstUnprivilegedPort = 1024;

    public static ApplicationDescription Apply(ApplicationDescription application) =>
        application.ImageFacts.Count == 0 ? application : application with { Workloads = [.. application.Workloads.Select(workload => Complete(workload, application.FactsOf(workload)))] };

    /// <summary>The user and group that an image names by numbers; <see langword="null"/> when it is root, or has a name that only the image can look up.</summary>
    public static (long User, long? Group)? UserOf(ImageFacts facts)
    {
        var parts = (facts.User ?? "").Split(':', 2);
        return long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var user) && user > 0
            ? (user, parts is [_, var named] && long.TryParse(named, NumberStyles.None, CultureInfo.InvariantCulture, out var group) ? group : null)
            : null;
    }

    /// <summary>Whether an image says that it runs as root.</summary>
    public static bool IsRoot(ImageFacts facts) => (facts.User ?? "").Split(':', 2)[0] is "" or "0" or "root";

    private static WorkloadDescription Complete(WorkloadDescription workload, ImageFacts? facts)
    {
        if (facts is null)
        {
            return workload;
        }

        // A port that only root may listen on is opened by a capability of the program's file, which the level "restricted" takes away.
        var ports = (facts.Ports ?? []).Select(Port).OfType<(int Number, string Protocol)>().ToList();
        var identity = !workload.Identity.IsKnown && UserOf(facts) is { } user && ports.All(port => port.Number >= FirstUnprivilegedPort)
            ? workload.Identity with { User = user.User, Group = user.Group }
            : workload.Identity;
        return workload with { Identity = identity, Endpoints = Endpoints(workload.Endpoints, ports) };
    }

    private static IReadOnlyList<EndpointDescription> Endpoints(IReadOnlyList<EndpointDescription> endpoints, List<(int Number, string Protocol)> ports)
    {
        if (ports.Count == 0 || endpoints.All(endpoint => endpoint.TargetPort != 0))
        {
            return endpoints;
        }

        return [.. endpoints.Select(endpoint =>
        {
            if (endpoint.TargetPort != 0)
            {
                return endpoint;
            }

            // Which of several it is, only the number can tell.
            var free = ports.Where(port => port.Protocol == endpoint.Protocol && endpoints.All(other => other.TargetPort != port.Number || other.Protocol != port.Protocol)).ToList();
            return free.Any(port => port.Number == endpoint.Port) ? endpoint with { TargetPort = endpoint.Port }
                : free is [var only] ? endpoint with { TargetPort = only.Number }
                : endpoint;
        })];
    }

    private static (int Number, string Protocol)? Port(string text) => text.Split('/', 2) is [var number, .. var rest]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? (port, rest is [var protocol] ? protocol.ToUpperInvariant() : "TCP")
            : null;
}
