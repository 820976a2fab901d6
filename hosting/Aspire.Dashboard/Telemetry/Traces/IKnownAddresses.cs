namespace Aspire.Dashboard.Telemetry;

/// <summary>Knows whose addresses are whose, so that a peer gets its resource's name instead of a port number.</summary>
public interface IKnownAddresses
{
    /// <summary>The name of who listens at an address; null when nobody is known to.</summary>
    /// <param name="host">A host name or an IP address.</param>
    /// <param name="port">The port.</param>
    string? FindName(string host, int port);
}
