using System.Globalization;
using System.Text.RegularExpressions;

namespace Aspirate.Commands;

/// <summary>A duration as kubectl takes it: <c>90s</c>, <c>5m</c>, <c>1h</c>; a bare number is seconds.</summary>
internal static partial class Duration
{
    public static TimeSpan? Parse(string text)
    {
        if (Pattern().Match(text) is not { Success: true } match
            || !int.TryParse(match.Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number == 0)
        {
            return null;
        }

        return match.Groups["unit"].Value switch
        {
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            _ => TimeSpan.FromSeconds(number),
        };
    }

    [GeneratedRegex("^(?<number>[0-9]+)(?<unit>[smh]?)$")]
    private static partial Regex Pattern();
}
