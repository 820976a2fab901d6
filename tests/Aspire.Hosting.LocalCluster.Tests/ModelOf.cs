using System.Globalization;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.LocalCluster.Tests;

/// <summary>Pieces of a model, as the orchestrator and an AppHost make them.</summary>
internal static class ModelOf
{
    public static EndpointReference Endpoint(string resource, string name = "http")
    {
        var project = new ProjectResource(resource);
        project.Annotations.Add(new EndpointAnnotation(ProtocolType.Tcp, uriScheme: "http", name: name));

        return new(project, name);
    }

    public static EndpointReference EndpointWithProbe(string resource, string path, ProbeType type = ProbeType.Readiness, int periodSeconds = 5)
    {
        var endpoint = Endpoint(resource);
        endpoint.Resource.Annotations.Add(new EndpointProbeAnnotation { Type = type, Path = path, EndpointReference = endpoint, PeriodSeconds = periodSeconds, FailureThreshold = 1, TimeoutSeconds = 1 });
        return endpoint;
    }

    public static CustomResourceSnapshot Replica(string state, int? port, DateTime? started = null) => new()
    {
        ResourceType = "Project",
        Properties = [],
        State = state,
        StartTimeStamp = started,
        EnvironmentVariables = port is null ? [] : [new("LOCAL_GATEWAY_TARGET_PORT_HTTP", port.Value.ToString(CultureInfo.InvariantCulture), IsFromSpec: true)],
    };
}
