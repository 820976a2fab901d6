namespace Aspire.Dashboard.Resources;

/// <summary>An environment variable of a resource.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value; mask it until somebody asks to see it.</param>
/// <param name="IsFromModel">Set by the model rather than inherited.</param>
public sealed record ResourceEnvironmentVariable(string Name, string? Value, bool IsFromModel);
