using System.CommandLine;

namespace Aspirate.Commands;

/// <summary>How far to look back.</summary>
internal sealed class SinceOption : Option<TimeSpan?>
{
    public SinceOption()
        : base("--since")
    {
        Description = "Only lines that are not older (e.g. 30s, 10m, 2h)";
        CustomParser = result =>
        {
            if (Duration.Parse(result.Tokens[0].Value) is { } time)
            {
                return time;
            }

            result.AddError($"'{result.Tokens[0].Value}' is no time: write --since 30s, 10m or 2h.");
            return null;
        };
    }
}
