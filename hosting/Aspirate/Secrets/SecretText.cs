using System.Text;

namespace Aspirate.Secrets;

/// <summary>
/// A text of a SecretTemplate: literal parts, and parameters in braces (<c>{name}</c>, or <c>{name:uri}</c> when the value is
/// percent-encoded where it stands). A doubled brace is a literal one.
/// </summary>
internal static class SecretText
{
    private const string UriSuffix = ":uri";

    /// <summary>Puts <paramref name="literal"/> and <paramref name="parameter"/> in the place of the parts of <paramref name="text"/>.</summary>
    public static string Render(string text, Func<string, string> literal, Func<string, bool, string> parameter)
    {
        var rendered = new StringBuilder();
        var pending = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '{' or '}' && i + 1 < text.Length && text[i + 1] == text[i])
            {
                pending.Append(text[i++]);
            }
            else if (text[i] == '{')
            {
                rendered.Append(literal(pending.ToString()));
                pending.Clear();
                var end = text.IndexOf('}', i);
                var name = text[(i + 1)..end];
                var isUri = name.EndsWith(UriSuffix, StringComparison.Ordinal);
                rendered.Append(parameter(isUri ? name[..^UriSuffix.Length] : name, isUri));
                i = end;
            }
            else
            {
                pending.Append(text[i]);
            }
        }

        return rendered.Append(literal(pending.ToString())).ToString();
    }
}
