using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Builds a <see cref="ReferenceExpression"/> part by part.</summary>
public sealed class ReferenceExpressionBuilder
{
    private readonly StringBuilder _format = new();
    private readonly List<IValueProvider> _valueProviders = [];
    private readonly List<string> _manifestExpressions = [];
    private readonly List<string?> _stringFormats = [];

    /// <summary>Gets whether nothing has been added.</summary>
    public bool IsEmpty => _format.Length == 0;

    /// <summary>Adds an interpolated string.</summary>
    /// <param name="handler">The interpolated string.</param>
#pragma warning disable CA1822 // The compiler passes this builder to the handler, which has added everything by now.
    public void Append([InterpolatedStringHandlerArgument("")] in ReferenceExpressionBuilderInterpolatedStringHandler handler) => _ = handler;
#pragma warning restore CA1822

    /// <summary>Adds text.</summary>
    /// <param name="value">The text.</param>
    public void AppendLiteral(string value)
    {
        ArgumentNullException.ThrowIfNull(value);

        _format.Append(value.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
    }

    /// <summary>Adds text that is already known.</summary>
    /// <param name="value">The text; nothing is added for <see langword="null"/>.</param>
    public void AppendFormatted(string? value) => AppendLiteral(value ?? "");

    /// <summary>Adds text that is already known, in a format.</summary>
    /// <param name="value">The text; nothing is added for <see langword="null"/>.</param>
    /// <param name="format"><c>"uri"</c> percent-encodes.</param>
    public void AppendFormatted(string? value, string? format = null) =>
        AppendLiteral(format == "uri" ? Uri.EscapeDataString(value ?? "") : value ?? "");

    /// <summary>Adds a value.</summary>
    /// <typeparam name="T">The kind of value.</typeparam>
    /// <param name="valueProvider">The value.</param>
    public void AppendFormatted<T>(T valueProvider)
        where T : IValueProvider, IManifestExpressionProvider => AppendFormatted(valueProvider, null);

    /// <summary>Adds a value in a format.</summary>
    /// <typeparam name="T">The kind of value.</typeparam>
    /// <param name="valueProvider">The value.</param>
    /// <param name="format"><c>"uri"</c> percent-encodes.</param>
    public void AppendFormatted<T>(T valueProvider, string? format)
        where T : IValueProvider, IManifestExpressionProvider => AppendValueProvider(valueProvider, format);

    /// <summary>Adds a value whose kind is known only at run time.</summary>
    /// <param name="valueProvider">The value: text, or something that is <see cref="IValueProvider"/> and <see cref="IManifestExpressionProvider"/>.</param>
    /// <param name="format"><c>"uri"</c> percent-encodes.</param>
    /// <exception cref="ArgumentException">The value is of another kind.</exception>
    public void AppendValueProvider(object valueProvider, string? format = null)
    {
        ArgumentNullException.ThrowIfNull(valueProvider);

        switch (valueProvider)
        {
            case string text:
                AppendFormatted(text, format);
                break;

            // An expression without a format is taken apart, so that what it refers to stays visible.
            case ReferenceExpression { IsConditional: false } nested when string.IsNullOrEmpty(format):
                AppendNested(nested);
                break;

            case IValueProvider value and IManifestExpressionProvider expression:
                _format.Append(CultureInfo.InvariantCulture, $"{{{_valueProviders.Count}}}");
                _valueProviders.Add(value);
                _manifestExpressions.Add(expression.ValueExpression);
                _stringFormats.Add(string.IsNullOrEmpty(format) ? null : format);
                break;

            default:
                throw new ArgumentException(
                    $"A value of type {valueProvider.GetType()} cannot be part of a reference expression. Use text, a parameter, an endpoint, a connection string or another reference expression.",
                    nameof(valueProvider));
        }
    }

    /// <summary>Makes the expression.</summary>
    /// <returns>The expression; <see cref="ReferenceExpression.Empty"/> when nothing was added.</returns>
    public ReferenceExpression Build() =>
        ReferenceExpression.Create(_format.ToString(), [.. _valueProviders], [.. _manifestExpressions], [.. _stringFormats]);

    private void AppendNested(ReferenceExpression nested)
    {
        var holes = new object[nested.ValueProviders.Count];
        for (var i = 0; i < holes.Length; i++)
        {
            holes[i] = $"{{{_valueProviders.Count}}}";
            _valueProviders.Add(nested.ValueProviders[i]);
            _manifestExpressions.Add(nested.ManifestExpressions[i]);
            _stringFormats.Add(nested.StringFormats[i]);
        }

        // Formatting undoes the escaping of literal braces, so they are doubled once more beforehand.
        var escaped = nested.Format.Replace("{{", "{{{{", StringComparison.Ordinal).Replace("}}", "}}}}", StringComparison.Ordinal);
        _format.Append(string.Format(CultureInfo.InvariantCulture, escaped, holes));
    }

    /// <summary>Collects the parts of an interpolated string; used by the compiler.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct ReferenceExpressionBuilderInterpolatedStringHandler
    {
        private readonly ReferenceExpressionBuilder _builder;

        /// <summary>Begins to add an interpolated string.</summary>
        /// <param name="literalLength">The length of the literal parts.</param>
        /// <param name="formattedCount">The number of holes.</param>
        /// <param name="builder">What to add to.</param>
        public ReferenceExpressionBuilderInterpolatedStringHandler(int literalLength, int formattedCount, ReferenceExpressionBuilder builder)
        {
            _ = literalLength;
            _ = formattedCount;
            _builder = builder;
        }

        /// <summary>Adds text.</summary>
        /// <param name="value">The text.</param>
        public void AppendLiteral(string value) => _builder.AppendLiteral(value);

        /// <summary>Adds text that is already known.</summary>
        /// <param name="value">The text.</param>
        public void AppendFormatted(string? value) => _builder.AppendFormatted(value);

        /// <summary>Adds text that is already known, in a format.</summary>
        /// <param name="value">The text.</param>
        /// <param name="format"><c>"uri"</c> percent-encodes.</param>
        public void AppendFormatted(string? value, string format) => _builder.AppendFormatted(value, format);

        /// <summary>Adds a value.</summary>
        /// <typeparam name="T">The kind of value.</typeparam>
        /// <param name="valueProvider">The value.</param>
        public void AppendFormatted<T>(T valueProvider)
            where T : IValueProvider, IManifestExpressionProvider => _builder.AppendFormatted(valueProvider);

        /// <summary>Adds a value in a format.</summary>
        /// <typeparam name="T">The kind of value.</typeparam>
        /// <param name="valueProvider">The value.</param>
        /// <param name="format"><c>"uri"</c> percent-encodes.</param>
        public void AppendFormatted<T>(T valueProvider, string? format)
            where T : IValueProvider, IManifestExpressionProvider => _builder.AppendFormatted(valueProvider, format);

        /// <summary>Adds a resource that has a value, such as a parameter.</summary>
        /// <typeparam name="T">The kind of resource.</typeparam>
        /// <param name="valueProvider">The resource.</param>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider)
            where T : IResource, IValueProvider, IManifestExpressionProvider => _builder.AppendFormatted(valueProvider.Resource);

        /// <summary>Adds a resource that has a value, such as a parameter, in a format.</summary>
        /// <typeparam name="T">The kind of resource.</typeparam>
        /// <param name="valueProvider">The resource.</param>
        /// <param name="format"><c>"uri"</c> percent-encodes.</param>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider, string? format)
            where T : IResource, IValueProvider, IManifestExpressionProvider => _builder.AppendFormatted(valueProvider.Resource, format);
    }
}
