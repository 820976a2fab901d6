using System.Diagnostics.CodeAnalysis;

namespace Aspirate.Cluster.Secrets.Templates;

/// <summary>A piece of a <see cref="SecretText"/>. Its text is what stands in the template.</summary>
[SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The two cases of one closed type, read as SecretTextPart.Literal and so on.")]
public abstract record SecretTextPart
{
    private SecretTextPart()
    {
    }

    /// <summary>Text that stands for itself.</summary>
    /// <param name="Text">The text, with single braces.</param>
    public sealed record Literal(string Text) : SecretTextPart
    {
        /// <inheritdoc/>
        public override string ToString() => Text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
    }

    /// <summary>The place of a parameter's value.</summary>
    /// <param name="Name">The parameter's name.</param>
    /// <param name="IsPrevious">Whether it is the value before the last rotation; a key whose text has none is left out of the Secret.</param>
    /// <param name="IsUriEncoded">Whether the value is percent-encoded (RFC 3986) where it stands.</param>
    public sealed record Parameter(string Name, bool IsPrevious = false, bool IsUriEncoded = false) : SecretTextPart
    {
        internal const string PreviousSuffix = ":previous";

        internal const string UriSuffix = ":uri";

        /// <inheritdoc/>
        public override string ToString() => $"{{{Name}{(IsPrevious ? PreviousSuffix : "")}{(IsUriEncoded ? UriSuffix : "")}}}";
    }
}
