using System.Text;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Arguments that are written as one line, as launch profiles do.</summary>
internal static class CommandLineText
{
    /// <summary>Splits at white space outside of double quotes; a backslash makes a double quote an ordinary character.</summary>
    internal static IEnumerable<string> Split(string line)
    {
        var argument = new StringBuilder();
        var (quoted, begun) = (false, false);
        for (var i = 0; i < line.Length; i++)
        {
            var character = line[i];
            if (character == '\\' && i + 1 < line.Length && line[i + 1] == '"')
            {
                argument.Append('"');
                begun = true;
                i++;
            }
            else if (character == '"')
            {
                quoted = !quoted;
                begun = true;
            }
            else if (char.IsWhiteSpace(character) && !quoted)
            {
                if (begun)
                {
                    yield return argument.ToString();
                    argument.Clear();
                    begun = false;
                }
            }
            else
            {
                argument.Append(character);
                begun = true;
            }
        }

        if (begun)
        {
            yield return argument.ToString();
        }
    }
}
