using Spectre.Console;

namespace Aspire.Hosting.Running.Terminal;

/// <summary>The coloured name before each line of a replica's log: the same colour for the same resource in every run.</summary>
internal static class LogPrefix
{
    private static readonly Color[] Colors = [Color.Aqua, Color.Green, Color.Fuchsia, Color.Yellow, Color.Blue, Color.Orange1, Color.SpringGreen2, Color.HotPink];

    public static Style Style(string replica)
    {
        var dash = replica.LastIndexOf('-');
        var resource = dash > 0 ? replica.AsSpan(0, dash) : replica;

        // Not string.GetHashCode: that differs from run to run.
        var hash = 17u;
        foreach (var character in resource)
        {
            hash = (hash * 31) + character;
        }

        return new(Colors[hash % Colors.Length]);
    }
}
