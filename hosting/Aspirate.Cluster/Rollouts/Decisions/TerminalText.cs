namespace Aspirate.Cluster.Rollouts.Decisions;

/// <summary>Text of the cluster or of a program, made fit for one line of a terminal.</summary>
internal static class TerminalText
{
    /// <summary>Without line ends, and without control characters, which could move the cursor or change the screen.</summary>
    public static string Line(string text) => string.Join(' ', Printable(text.ReplaceLineEndings(" ")).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A line of a log with its colours and other control sequences taken out, and its indentation kept.</summary>
    public static string LogLine(string line) => Printable(line).TrimEnd();

    private static string Printable(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\u001f') && !text.AsSpan().ContainsAnyInRange('\u007f', '\u009f'))
        {
            return text;
        }

        var kept = new System.Text.StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (character == '\u001b')
            {
                index = EndOfSequence(text, index);
            }
            else if (character == '\t')
            {
                kept.Append(' ');
            }
            else if (!char.IsControl(character))
            {
                kept.Append(character);
            }
        }

        return kept.ToString();
    }

    // ECMA-48: ESC [ parameters, and a final byte of 0x40 to 0x7E; any other sequence is taken to be two characters long.
    private static int EndOfSequence(string text, int escape)
    {
        if (escape + 1 >= text.Length || text[escape + 1] != '[')
        {
            return escape + 1;
        }

        var index = escape + 2;
        while (index < text.Length && text[index] is < '@' or > '~')
        {
            index++;
        }

        return index;
    }
}
