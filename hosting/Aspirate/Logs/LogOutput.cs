using Aspirate.Cluster.Rollouts.Logs;
using Aspirate.Rollouts;
using Spectre.Console;

namespace Aspirate.Logs;

/// <summary>Writes lines, each with the coloured name of its pod before it.</summary>
internal sealed class LogOutput(TextWriter output)
{
    private static readonly Color[] Colors = [Color.Aqua, Color.Green, Color.Fuchsia, Color.Yellow, Color.Blue, Color.Orange1, Color.SpringGreen2, Color.HotPink];

    private readonly IAnsiConsole _console = TerminalOutput.Styled(output);
    private readonly Dictionary<string, Style> _styles = [];
    private int _width;

    /// <summary>Whether nothing was written.</summary>
    public bool IsEmpty => _styles.Count == 0;

    public void Write(LogLine line)
    {
        var name = line.Source.ToString();
        if (!_styles.TryGetValue(name, out var style))
        {
            // By turns: pods that write at the same time differ as long as there are colours.
            style = new(Colors[_styles.Count % Colors.Length]);
            _styles.Add(name, style);
            _width = Math.Max(_width, name.Length);
        }

        _console.Write(new Text(name.PadRight(_width), style));

        // Not through the console, which would fold it at the terminal's width.
        _console.Profile.Out.Writer.WriteLine($"  {line.Text}");
    }
}
