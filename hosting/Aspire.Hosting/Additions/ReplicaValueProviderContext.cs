using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Additions;

/// <summary>A replica asks for a value: its own target ports and its own instance id are part of its environment.</summary>
public sealed class ReplicaValueProviderContext : ValueProviderContext
{
    /// <summary>Gets the replica's id, <c>service.instance.id</c> in OpenTelemetry's terms; unique in the application.</summary>
    public required string InstanceId { get; init; }

    /// <summary>Gets the ports on which the replica listens, by endpoint name (case is ignored).</summary>
    public required IReadOnlyDictionary<string, int> TargetPorts { get; init; }

    internal bool TryGetTargetPort(EndpointReference endpoint, [NotNullWhen(true)] out int port)
    {
        port = 0;
        if (endpoint.Resource != Caller)
        {
            return false;
        }

        foreach (var (name, candidate) in TargetPorts)
        {
            if (string.Equals(name, endpoint.EndpointName, StringComparison.OrdinalIgnoreCase))
            {
                port = candidate;
                return true;
            }
        }

        return false;
    }
}
