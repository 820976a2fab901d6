namespace Aspire.Dashboard.Pages.Metrics;

/// <summary>Dimension filters as they stand in an address: <c>name:value</c> joined by blanks, <c>name</c> alone for time series that lack it.</summary>
public static class DimensionText
{
    /// <summary>For an address; null when nothing is restricted.</summary>
    public static string? Format(IReadOnlyDictionary<string, IReadOnlyCollection<string?>> dimensions)
    {
        var parts = dimensions.SelectMany(d => d.Value.Select(v =>
            v is null ? Uri.EscapeDataString(d.Key) : $"{Uri.EscapeDataString(d.Key)}:{Uri.EscapeDataString(v)}"));
        var text = string.Join(' ', parts);
        return text.Length == 0 ? null : text;
    }

    /// <summary>From an address.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyCollection<string?>> Parse(string? text) =>
        (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split(':', 2))
            .GroupBy(part => Uri.UnescapeDataString(part[0]))
            .ToDictionary(
                group => group.Key,
                group => (IReadOnlyCollection<string?>)[.. group.Select(part => part.Length == 2 ? Uri.UnescapeDataString(part[1]) : null)]);
}
