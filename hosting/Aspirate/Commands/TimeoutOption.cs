using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Aspirate.Commands;

/// <summary>How long to wait, as kubectl takes it: <c>90s</c>, <c>5m</c>, <c>1h</c>; a bare number is seconds.</summary>
internal sealed partial class TimeoutOption : Option<TimeSpan>
{
    public TimeoutOption(string description, TimeSpan defaultValue)
        : base("--timeout")
    {
        Description = $"{description} (e.g. 90s, 5m)";
        DefaultValueFactory = _ => defaultValue;
        CustomParser = result =>
        {
            if (Parse(result.Tokens[0].Value) is { } time)
            {
                return time;
            }

            result.AddError($"'{result.Tokens[0].Value}' is no time: write --timeout 90s, 5m or 1h.");
            return default;
        };
    }

    private static TimeSpan? Parse(string text)
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
