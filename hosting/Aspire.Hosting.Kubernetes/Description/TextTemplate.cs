namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>A value of the model before it is known where everything listens: literal text, parameters and endpoints in a row.</summary>
public sealed class TextTemplate
{
    /// <summary>Makes a template of its parts.</summary>
    /// <param name="parts">The parts, in order.</param>
    public TextTemplate(IEnumerable<TextPart> parts) => Parts = [.. parts];

    /// <summary>Makes a template of its parts.</summary>
    /// <param name="parts">The parts, in order.</param>
    public TextTemplate(params TextPart[] parts)
        : this(parts.AsEnumerable())
    {
    }

    /// <summary>The parts, in order.</summary>
    public IReadOnlyList<TextPart> Parts { get; }

    /// <summary>A template that is nothing but <paramref name="text"/>.</summary>
    /// <param name="text">The text.</param>
    public static TextTemplate Literal(string text) => new(new TextPart.Literal(text));

    /// <summary>The same text with what its parameters were before their last rotation.</summary>
    internal TextTemplate Previous() => new(Parts.Select(part => part is TextPart.Parameter parameter ? parameter with { IsPrevious = true } : part));
}
