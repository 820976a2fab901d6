using Aspire.Dashboard.Telemetry.Sources;

namespace Aspire.Dashboard.Telemetry.Traces;

/// <summary>Who has which share in a trace: what takes longest of a line of the list.</summary>
internal sealed record TraceParts(
    IReadOnlyList<(ResourceEntry Resource, int Spans, int Errors)> Resources,
    IReadOnlyList<(string Name, int Spans, int Errors)> Peers);
