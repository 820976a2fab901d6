using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.LocalCluster.Starting;

/// <summary>The ports that an application is going to hold on this machine, whatever happens.</summary>
internal static class FixedPorts
{
    // Where the AppHost itself serves the dashboard; not a resource. The second name is the one of older launch profiles.
    private static readonly string[] ResourceServiceAddresses = ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL", "DOTNET_RESOURCE_SERVICE_ENDPOINT_URL"];

    /// <summary>Whether the orchestrator chooses ports itself, as it does in tests.</summary>
    public static bool AreRandomized(IConfiguration configuration) => configuration.GetValue("DcpPublisher:RandomizePorts", false);

    public static IReadOnlyList<RequiredPort> Of(DistributedApplicationModel model, IConfiguration configuration)
    {
        var areRandomized = AreRandomized(configuration);

        var endpoints = model.Resources
            .Where(resource => !resource.Annotations.OfType<ExplicitStartupAnnotation>().Any())
            .SelectMany(resource => resource.Annotations.OfType<EndpointAnnotation>(), (resource, endpoint) => (resource, endpoint))
            .Where(each => each.endpoint is { Port: > 0 } && !(areRandomized && (each.endpoint.IsProxied || each.resource is LocalGatewayResource)))
            .Select(each => new RequiredPort(each.resource.Name, each.endpoint.Name, each.endpoint.Port!.Value));

        var resourceService = ResourceServiceAddresses
            .Select(name => Uri.TryCreate(configuration[name], UriKind.Absolute, out var address) ? address.Port : 0)
            .Where(port => port > 0)
            .Take(1)
            .Select(port => new RequiredPort("AppHost", "resource service", port));

        return [.. endpoints, .. resourceService];
    }

    /// <summary>Whether nobody listens on a port of this machine.</summary>
    public static bool IsFree(int port) => CanBind(IPAddress.Loopback, port) && CanBind(IPAddress.Any, port) && CanBind(IPAddress.IPv6Loopback, port);

    private static bool CanBind(IPAddress address, int port)
    {
        if (address.AddressFamily is AddressFamily.InterNetworkV6 && !Socket.OSSupportsIPv6)
        {
            return true;
        }

        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);

        try
        {
            socket.Bind(new IPEndPoint(address, port));
            return true;
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressNotAvailable)
        {
            // There is no such interface here; nobody can hold its ports.
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

/// <summary>A port that is fixed.</summary>
/// <param name="Resource">Who asks for it.</param>
/// <param name="Endpoint">For which endpoint.</param>
/// <param name="Port">The port.</param>
internal sealed record RequiredPort(string Resource, string Endpoint, int Port);
