using System.Text.RegularExpressions;
using YamlDotNet.Core;

namespace Aspirate.Cluster.Objects;

/// <summary>
/// Decides how a string is written so that every YAML reader gives the same string back: kubectl reads YAML 1.1, where
/// <c>on</c>, <c>0x10</c>, <c>1_000</c> and <c>12:30</c> are not strings unless they are quoted.
/// </summary>
internal static partial class ScalarStyleRule
{
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", ".nan", ".inf", "-.inf", "+.inf", "=", "<<",
    };

    public static ScalarStyle For(string text)
    {
        if (text.Contains('\n', StringComparison.Ordinal))
        {
            return IsLiteralBlock(text) ? ScalarStyle.Literal : ScalarStyle.DoubleQuoted;
        }

        return NeedsQuotes(text) ? ScalarStyle.DoubleQuoted : ScalarStyle.Plain;
    }

    // A literal block cannot carry trailing blanks or control characters, and one that begins with a blank needs an
    // indentation indicator that people misread.
    private static bool IsLiteralBlock(string text) =>
        !char.IsWhiteSpace(text[0])
        && !text.Contains(" \n", StringComparison.Ordinal)
        && !text.EndsWith("\n\n", StringComparison.Ordinal)
        && !text.Any(character => char.IsControl(character) && character is not '\n');

    private static bool NeedsQuotes(string text) =>
        text.Length == 0
        || Reserved.Contains(text)
        || char.IsWhiteSpace(text[0])
        || char.IsWhiteSpace(text[^1])
        || NumberOrTime().IsMatch(text)
        || text.Any(char.IsControl)
        || ",[]{}#&*!|>'\"%@`".Contains(text[0], StringComparison.Ordinal)
        || ("-?:".Contains(text[0], StringComparison.Ordinal) && (text.Length == 1 || text[1] == ' '))
        || text.Contains(": ", StringComparison.Ordinal)
        || text.Contains(" #", StringComparison.Ordinal)
        || text[^1] == ':';

    // The numbers and times of YAML 1.1 (https://yaml.org/type/int.html, float.html, timestamp.html).
    [GeneratedRegex(
        @"^([-+]?(0b[01_]+|0x[0-9a-fA-F_]+|0o?[0-7_]+|[0-9][0-9_]*(:[0-5]?[0-9])*(\.[0-9_]*)?([eE][-+]?[0-9]+)?|\.[0-9_]+([eE][-+]?[0-9]+)?)|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*)$",
        RegexOptions.CultureInvariant)]
    private static partial Regex NumberOrTime();
}
