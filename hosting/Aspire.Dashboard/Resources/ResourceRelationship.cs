namespace Aspire.Dashboard.Resources;

/// <summary>A reference to another resource.</summary>
/// <param name="ResourceName">The other's <see cref="ResourceSnapshot.DisplayName"/>.</param>
/// <param name="Type"><c>Reference</c>, <c>WaitFor</c>, <c>Parent</c>, …</param>
public sealed record ResourceRelationship(string ResourceName, string Type);
