namespace Aspire.Dashboard.Telemetry;

/// <summary>One condition; several in a query must all hold. For a trace: one and the same span must meet them all.</summary>
/// <param name="Field">One of <see cref="FilterFields"/>, or an attribute's name (of the record, else of its resource).</param>
/// <param name="Condition">How to compare.</param>
/// <param name="Value">What with; ignored by <see cref="FilterCondition.Exists"/>.</param>
public sealed record TelemetryFilter(string Field, FilterCondition Condition, string Value);
