using Aspire.Dashboard.Telemetry;

namespace Aspire.Dashboard.Pages.Controls;

/// <summary>Filters as they stand in an address (<c>field:condition:value</c>, joined by blanks) and as they are read aloud.</summary>
public static class FilterText
{
    private static readonly (FilterCondition Condition, string Code, string Words)[] Known =
    [
        (FilterCondition.Equals, "equals", "="),
        (FilterCondition.NotEqual, "!equals", "≠"),
        (FilterCondition.Contains, "contains", "contains"),
        (FilterCondition.NotContains, "!contains", "does not contain"),
        (FilterCondition.GreaterThan, "gt", ">"),
        (FilterCondition.GreaterThanOrEqual, "gte", "≥"),
        (FilterCondition.LessThan, "lt", "<"),
        (FilterCondition.LessThanOrEqual, "lte", "≤"),
        (FilterCondition.Exists, "exists", "exists"),
    ];

    /// <summary>All conditions with their words, in the order in which they are offered.</summary>
    public static IEnumerable<(FilterCondition Condition, string Words)> Conditions => Known.Select(c => (c.Condition, c.Words));

    /// <summary>For people: <c>http.route = /orders</c>.</summary>
    public static string Describe(TelemetryFilter filter)
    {
        var words = Array.Find(Known, c => c.Condition == filter.Condition).Words;
        return filter.Condition == FilterCondition.Exists ? $"{filter.Field} {words}" : $"{filter.Field} {words} {filter.Value}";
    }

    /// <summary>For an address; null when there are none.</summary>
    public static string? Format(IReadOnlyList<TelemetryFilter> filters) => filters.Count == 0
        ? null
        : string.Join(' ', filters.Select(f =>
            $"{Uri.EscapeDataString(f.Field)}:{Array.Find(Known, c => c.Condition == f.Condition).Code}:{Uri.EscapeDataString(f.Value)}"));

    /// <summary>From an address. What cannot be read is left out: an old or mistyped link still shows the page.</summary>
    public static IReadOnlyList<TelemetryFilter> Parse(string? text)
    {
        var filters = new List<TelemetryFilter>();
        foreach (var part in (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = part.Split(':');
            if (fields.Length == 3 && Array.FindIndex(Known, c => c.Code == fields[1]) is var index and >= 0)
            {
                filters.Add(new TelemetryFilter(Uri.UnescapeDataString(fields[0]), Known[index].Condition, Uri.UnescapeDataString(fields[2])));
            }
        }

        return filters;
    }
}
