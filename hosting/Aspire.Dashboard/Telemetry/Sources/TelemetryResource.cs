namespace Aspire.Dashboard.Telemetry;

/// <summary>One instance of a service, as it describes itself by resource attributes.</summary>
public sealed record TelemetryResource
{
    /// <summary><c>service.name</c>; <c>unknown_service</c> when the sender has none.</summary>
    public required string Name { get; init; }

    /// <summary><c>service.instance.id</c>; null when the sender has none.</summary>
    public required string? InstanceId { get; init; }

    /// <summary>The name alone while it is the only instance, otherwise with enough of the instance id to tell it from the others.</summary>
    public required string DisplayName { get; init; }

    /// <summary>All resource attributes.</summary>
    public required IReadOnlyList<AttributeValue> Attributes { get; init; }

    /// <summary>What it has sent so far.</summary>
    public required TelemetryKind Sent { get; init; }

    /// <summary>When it first sent something.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>When it last sent something.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>True for a peer that sends nothing itself and is known by the calls of others only: a database, an external host.</summary>
    public bool IsUninstrumentedPeer { get; init; }

    /// <summary>What selects exactly this instance.</summary>
    public ResourceSelection Selection => new(Name, InstanceId);
}
