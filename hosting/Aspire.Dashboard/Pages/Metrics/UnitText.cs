namespace Aspire.Dashboard.Pages.Metrics;

/// <summary>Writes UCUM units as people do.</summary>
public static class UnitText
{
    /// <summary><c>{request}/s</c> is written <c>request/s</c>, <c>By</c> is <c>bytes</c>; others stay.</summary>
    public static string Of(string unit) => unit switch
    {
        "1" => "",
        _ => string.Join('/', unit.Split('/').Select(part => part.Trim('{', '}') is var text && text == "By" ? "bytes" : text)),
    };
}
