namespace Aspire.Dashboard.Telemetry;

/// <summary>An instrument, all its time series together.</summary>
/// <param name="Meter">The scope's name.</param>
/// <param name="Name">The instrument's name.</param>
/// <param name="Description">What it measures, in the sender's words.</param>
/// <param name="Unit">UCUM, for example <c>s</c>, <c>By</c>, <c>{request}</c>.</param>
/// <param name="Kind">How to read the points.</param>
public sealed record InstrumentSummary(string Meter, string Name, string Description, string Unit, InstrumentKind Kind);
