using System.Text.RegularExpressions;

namespace Aspirate.Manifest;

/// <summary>
/// A text of the manifest, split into literal parts and the references in braces: <c>Host={pg.bindings.tcp.host}</c>.
/// Braces around anything but <c>resource.property</c> (JSON, a log template) are literal; doubled ones around
/// <c>resource.property</c> are literal and single: <c>{{user.name}}</c> is the text <c>{user.name}</c>.
/// </summary>
internal sealed partial record ManifestExpression(IReadOnlyList<ManifestExpressionPart> Parts)
{
    public IEnumerable<ManifestReference> References => Parts.OfType<ManifestReference>();

    public static ManifestExpression Parse(string text)
    {
        var parts = new List<ManifestExpressionPart>();
        var end = 0;

        foreach (Match reference in Reference().Matches(text))
        {
            AddLiteral(text[end..reference.Index]);
            if (reference.Groups["literal"] is { Success: true } literal)
            {
                AddLiteral(literal.Value);
            }
            else
            {
                parts.Add(new ManifestReference(reference.Groups["resource"].Value, reference.Groups["property"].Value));
            }

            end = reference.Index + reference.Length;
        }

        AddLiteral(text[end..]);
        return new(parts);

        void AddLiteral(string literal)
        {
            if (literal.Length == 0)
            {
                return;
            }

            if (parts is [.., ManifestLiteral last])
            {
                parts[^1] = new ManifestLiteral(last.Text + literal);
            }
            else
            {
                parts.Add(new ManifestLiteral(literal));
            }
        }
    }

    [GeneratedRegex(
        @"\{(?<literal>\{[A-Za-z][A-Za-z0-9_-]*\.[A-Za-z][A-Za-z0-9_.-]*\})\}|\{(?<resource>[A-Za-z][A-Za-z0-9_-]*)\.(?<property>[A-Za-z][A-Za-z0-9_.-]*)\}",
        RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
