using System.Globalization;
using System.Text;

namespace Aspire.Dashboard.Pages.ConsoleLogs;

/// <summary>
/// Reads a line with escape sequences (ECMA-48): the looks of "Select Graphic Rendition" become segments, every other
/// sequence (cursor movements, titles, hyperlinks) and control character is left out. The result is text, never markup.
/// </summary>
public static class AnsiText
{
    private const char Escape = '\e';

    /// <summary>The line's text alone.</summary>
    public static string Strip(string line)
    {
        if (!line.AsSpan().ContainsAnyInRange('\0', '\x1f'))
        {
            return line;
        }

        var text = new StringBuilder(line.Length);
        foreach (var segment in Parse(line))
        {
            text.Append(segment.Text);
        }

        return text.ToString();
    }

    /// <summary>A part of a line that is wrapped.</summary>
    /// <param name="line">The line.</param>
    /// <param name="start">How many characters are shown before it.</param>
    /// <param name="length">How many characters it shows.</param>
    public static IReadOnlyList<AnsiSegment> Parse(string line, int start, int length)
    {
        var (at, end) = (0, start + length);
        var part = new List<AnsiSegment>();
        foreach (var segment in Parse(line))
        {
            var (from, to) = (Math.Max(start, at), Math.Min(end, at + segment.Text.Length));
            if (from < to)
            {
                part.Add(segment with { Text = segment.Text[(from - at)..(to - at)] });
            }

            at += segment.Text.Length;
        }

        return part;
    }

    /// <summary>The line in segments of one look each.</summary>
    public static IReadOnlyList<AnsiSegment> Parse(string line)
    {
        if (!line.AsSpan().ContainsAnyInRange('\0', '\x1f'))
        {
            return line.Length == 0 ? [] : [new AnsiSegment(line, "", null)];
        }

        var segments = new List<AnsiSegment>();
        var text = new StringBuilder();
        var look = new Look();
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == Escape && i + 1 < line.Length)
            {
                i = line[i + 1] switch
                {
                    '[' => ControlSequence(line, i + 2, out var parameters, out var final) is var end && final == 'm'
                        ? Apply(parameters, end)
                        : end,
                    ']' => OperatingSystemCommand(line, i + 2),
                    _ => i + 1,
                };
            }
            else if (c == '\t')
            {
                text.Append("    ");
            }
            else if (!char.IsControl(c))
            {
                text.Append(c);
            }
        }

        Flush();
        return segments;

        int Apply(string parameters, int end)
        {
            Flush();
            look.Select(parameters);
            return end;
        }

        void Flush()
        {
            if (text.Length > 0)
            {
                segments.Add(new AnsiSegment(text.ToString(), look.Classes, look.Style));
                text.Clear();
            }
        }
    }

    private static int ControlSequence(string line, int at, out string parameters, out char final)
    {
        var start = at;
        while (at < line.Length && line[at] is >= ' ' and < '@')
        {
            at++;
        }

        parameters = line[start..at];
        final = at < line.Length ? line[at] : '\0';
        return at;
    }

    private static int OperatingSystemCommand(string line, int at)
    {
        while (at < line.Length)
        {
            if (line[at] == '\a')
            {
                return at;
            }

            if (line[at] == Escape && at + 1 < line.Length && line[at + 1] == '\\')
            {
                return at + 1;
            }

            at++;
        }

        return at;
    }

    private sealed class Look
    {
        private bool _bold;
        private bool _faint;
        private bool _italic;
        private bool _underlined;
        private string? _ink;
        private string? _paper;

        public string Classes
        {
            get
            {
                var classes = new List<string>(4);
                Add(_bold, "b");
                Add(_faint, "f");
                Add(_italic, "i");
                Add(_underlined, "u");
                Add(_ink is ['c', ..], "ansi-" + _ink);
                Add(_paper is ['c', ..], "ansi-bg-" + _paper);
                return string.Join(' ', classes);

                void Add(bool on, string name)
                {
                    if (on)
                    {
                        classes.Add(name);
                    }
                }
            }
        }

        public string? Style
        {
            get
            {
                var ink = _ink is ['#', ..] ? $"color:{_ink};" : null;
                var paper = _paper is ['#', ..] ? $"background:{_paper};" : null;
                return ink is null && paper is null ? null : ink + paper;
            }
        }

        public void Select(string parameters)
        {
            var codes = parameters.Split([';', ':']).Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : 0).ToArray();
            for (var i = 0; i < codes.Length; i++)
            {
                switch (codes[i])
                {
                    case 0:
                        (_bold, _faint, _italic, _underlined, _ink, _paper) = (false, false, false, false, null, null);
                        break;
                    case 1: _bold = true; break;
                    case 2: _faint = true; break;
                    case 3: _italic = true; break;
                    case 4: _underlined = true; break;
                    case 22: (_bold, _faint) = (false, false); break;
                    case 23: _italic = false; break;
                    case 24: _underlined = false; break;
                    case 7: (_ink, _paper) = (_paper ?? "c0", _ink ?? "c7"); break;
                    case >= 30 and <= 37: _ink = Indexed(codes[i] - 30); break;
                    case >= 90 and <= 97: _ink = Indexed(codes[i] - 90 + 8); break;
                    case >= 40 and <= 47: _paper = Indexed(codes[i] - 40); break;
                    case >= 100 and <= 107: _paper = Indexed(codes[i] - 100 + 8); break;
                    case 39: _ink = null; break;
                    case 49: _paper = null; break;
                    case 38: _ink = Extended(codes, ref i) ?? _ink; break;
                    case 48: _paper = Extended(codes, ref i) ?? _paper; break;
                }
            }
        }

        private static string? Extended(int[] codes, ref int i)
        {
            if (i + 2 < codes.Length && codes[i + 1] == 5)
            {
                i += 2;
                return Indexed(codes[i]);
            }

            if (i + 4 < codes.Length && codes[i + 1] == 2)
            {
                i += 4;
                return Rgb(codes[i - 2], codes[i - 1], codes[i]);
            }

            return null;
        }

        // The first 16 are the theme's; then a cube of 6×6×6, then 24 greys.
        private static string Indexed(int index)
        {
            if (index < 16)
            {
                return string.Create(CultureInfo.InvariantCulture, $"c{index}");
            }

            if (index >= 232)
            {
                var grey = 8 + (10 * (Math.Min(index, 255) - 232));
                return Rgb(grey, grey, grey);
            }

            var cube = index - 16;
            return Rgb(Level(cube / 36), Level(cube / 6 % 6), Level(cube % 6));

            static int Level(int step) => step == 0 ? 0 : 55 + (40 * step);
        }

        private static string Rgb(int red, int green, int blue) =>
            string.Create(CultureInfo.InvariantCulture, $"#{Math.Min(red, 255):x2}{Math.Min(green, 255):x2}{Math.Min(blue, 255):x2}");
    }
}
