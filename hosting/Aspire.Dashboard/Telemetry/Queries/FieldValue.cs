namespace Aspire.Dashboard.Telemetry;

/// <summary>A value that a field has among what is kept, for suggestions while a filter is written.</summary>
/// <param name="Value">The value.</param>
/// <param name="Count">How many records have it.</param>
public sealed record FieldValue(string Value, int Count);
