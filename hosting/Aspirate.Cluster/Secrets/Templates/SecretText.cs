using System.Text;

namespace Aspirate.Cluster.Secrets.Templates;

/// <summary>
/// A text of a <see cref="SecretTemplate"/>: literal parts, and parameters in braces: <c>{name}</c> is the value,
/// <c>{name:previous}</c> the one before the last rotation, and <c>:uri</c> at the end percent-encodes it. A brace that stands
/// for itself is doubled.
/// </summary>
public sealed class SecretText
{
    private SecretText(IReadOnlyList<SecretTextPart> parts) => Parts = parts;

    /// <summary>The parts, in order.</summary>
    public IReadOnlyList<SecretTextPart> Parts { get; }

    /// <summary>The parameters that the text names, in order; one that it names twice is there twice.</summary>
    public IEnumerable<SecretTextPart.Parameter> Parameters => Parts.OfType<SecretTextPart.Parameter>();

    /// <summary>Whether the text needs a previous value, so that its key is left out while there is none.</summary>
    public bool NeedsPrevious => Parameters.Any(parameter => parameter.IsPrevious);

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text, as it stands in the template.</param>
    /// <returns>The text's parts.</returns>
    /// <exception cref="FormatException">A brace stands alone, or a parameter has no name; the message says where.</exception>
    public static SecretText Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        var parts = new List<SecretTextPart>();
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('{' or '}'))
            {
                literal.Append(text[i]);
            }
            else if (i + 1 < text.Length && text[i + 1] == text[i])
            {
                literal.Append(text[i++]);
            }
            else if (text[i] == '{' && text.IndexOf('}', i) is var end and > 0)
            {
                if (literal.Length > 0)
                {
                    parts.Add(new SecretTextPart.Literal(literal.ToString()));
                    literal.Clear();
                }

                parts.Add(ParameterOf(text[(i + 1)..end]));
                i = end;
            }
            else
            {
                throw new FormatException($"the '{text[i]}' at character {i + 1} has no other end; double it ('{text[i]}{text[i]}') if it stands for itself");
            }
        }

        if (literal.Length > 0)
        {
            parts.Add(new SecretTextPart.Literal(literal.ToString()));
        }

        return new SecretText(parts);
    }

    /// <summary>Puts <paramref name="literal"/> and <paramref name="parameter"/> in the place of the parts.</summary>
    /// <param name="literal">Gives what stands for literal text.</param>
    /// <param name="parameter">Gives what stands for a parameter.</param>
    public string Render(Func<string, string> literal, Func<SecretTextPart.Parameter, string> parameter)
    {
        ArgumentNullException.ThrowIfNull(literal);
        ArgumentNullException.ThrowIfNull(parameter);

        return string.Concat(Parts.Select(part => part switch
        {
            SecretTextPart.Literal text => literal(text.Text),
            SecretTextPart.Parameter value => parameter(value),
            _ => throw new InvalidOperationException($"Unknown part {part}."),
        }));
    }

    /// <summary>The text as it stands in a template.</summary>
    public override string ToString() => string.Concat(Parts);

    private static SecretTextPart.Parameter ParameterOf(string expression)
    {
        var name = expression;
        var isUri = TakeSuffix(ref name, SecretTextPart.Parameter.UriSuffix);
        var isPrevious = TakeSuffix(ref name, SecretTextPart.Parameter.PreviousSuffix);
        return name.Length == 0 || name.Contains(':', StringComparison.Ordinal) || name.Contains('{', StringComparison.Ordinal)
            ? throw new FormatException($"'{{{expression}}}' names no parameter; write {{name}}, {{name:uri}} or {{name:previous}}")
            : new(name, isPrevious, isUri);
    }

    private static bool TakeSuffix(ref string name, string suffix)
    {
        if (!name.EndsWith(suffix, StringComparison.Ordinal))
        {
            return false;
        }

        name = name[..^suffix.Length];
        return true;
    }
}
