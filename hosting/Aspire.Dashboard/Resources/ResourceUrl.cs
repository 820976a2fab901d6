namespace Aspire.Dashboard.Resources;

/// <summary>An address of a resource.</summary>
/// <param name="EndpointName">The endpoint it belongs to; null if none.</param>
/// <param name="Address">The full address. Not always http: a link only when it is.</param>
/// <param name="DisplayName">The text to show; null for the address itself.</param>
/// <param name="SortOrder">Higher ones first.</param>
/// <param name="IsInternal">Shown among the details only.</param>
/// <param name="IsInactive">Not listening now.</param>
public sealed record ResourceUrl(string? EndpointName, string Address, string? DisplayName, int SortOrder, bool IsInternal, bool IsInactive);
