using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Additions;

/// <summary>What a program is prepared from that does the work of a container.</summary>
public sealed class LocalProcessContext
{
    /// <summary>Gets the ports that the program has to listen on, by endpoint name.</summary>
    public required IReadOnlyDictionary<string, int> TargetPorts { get; init; }

    /// <summary>Gets the resource's environment, resolved. It may hold secrets.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Gets the resource's log.</summary>
    public required ILogger Logger { get; init; }
}
