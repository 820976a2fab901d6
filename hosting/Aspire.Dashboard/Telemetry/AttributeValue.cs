namespace Aspire.Dashboard.Telemetry;

/// <summary>One attribute as it is shown: arrays, maps and bytes are written as JSON.</summary>
public readonly record struct AttributeValue(string Name, string Value);
