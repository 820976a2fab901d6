namespace Aspire.Dashboard.Telemetry.Sources;

/// <summary>A resource instance as records refer to it. Changed by <see cref="ResourceCatalog"/> only, under its lock.</summary>
internal sealed class ResourceEntry(string name, string? instanceId)
{
    private volatile TelemetryResource? _current;

    public string Name { get; } = name;

    public string? InstanceId { get; } = instanceId;

    /// <summary>How the resource looks now. A snapshot: it does not change.</summary>
    public TelemetryResource Current
    {
        get => _current!;
        set => _current = value;
    }

    /// <summary>The bytes of the resource message read last, to see at a glance that nothing changed.</summary>
    public byte[] Raw { get; set; } = [];

    public string? ProcessId { get; set; }

    public bool IsSelectedBy(ResourceSelection? selection) =>
        selection is null
        || (string.Equals(selection.Name, Name, StringComparison.OrdinalIgnoreCase)
            && (selection.InstanceId is null || string.Equals(selection.InstanceId, InstanceId, StringComparison.OrdinalIgnoreCase)));
}
