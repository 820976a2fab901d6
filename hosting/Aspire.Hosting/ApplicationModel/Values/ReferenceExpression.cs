using System.Globalization;
using System.Runtime.CompilerServices;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// Text with holes that are filled when the application runs, and that the manifest shows as expressions in braces.
/// </summary>
/// <remarks>The parts stay apart until somebody asks for text, so that a publisher can see who refers to what.</remarks>
public sealed class ReferenceExpression : IExpressionValue, IValueWithReferences
{
    /// <summary>The empty text.</summary>
    public static readonly ReferenceExpression Empty = new("", [], [], []);

    private ReferenceExpression(
        string format,
        IReadOnlyList<IValueProvider> valueProviders,
        IReadOnlyList<string> manifestExpressions,
        IReadOnlyList<string?> stringFormats)
    {
        Format = format;
        ValueProviders = valueProviders;
        ManifestExpressions = manifestExpressions;
        StringFormats = stringFormats;
    }

    private ReferenceExpression(IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse)
        : this("{0}", [], [], [])
    {
        Condition = condition;
        MatchValue = matchValue;
        WhenTrue = whenTrue;
        WhenFalse = whenFalse;
    }

    /// <summary>Gets the text as a composite format: <c>{0}</c>, <c>{1}</c> … stand for the <see cref="ValueProviders"/>.</summary>
    public string Format { get; }

    /// <summary>Gets what fills the holes, in order.</summary>
    public IReadOnlyList<IValueProvider> ValueProviders { get; }

    /// <summary>Gets the manifest's expression for each hole, in order.</summary>
    public IReadOnlyList<string> ManifestExpressions { get; }

    /// <summary>Gets the format of each hole, in order: <c>"uri"</c> percent-encodes the value (RFC 3986), <see langword="null"/> leaves it as it is.</summary>
    public IReadOnlyList<string?> StringFormats { get; }

    /// <summary>Gets the value that a conditional expression is decided by.</summary>
    public IValueProvider? Condition { get; }

    /// <summary>Gets the text that <see cref="Condition"/> has to be equal to (case is ignored) for <see cref="WhenTrue"/> to be taken.</summary>
    public string? MatchValue { get; }

    /// <summary>Gets what a conditional expression gives when the condition matches.</summary>
    public ReferenceExpression? WhenTrue { get; }

    /// <summary>Gets what a conditional expression gives when the condition does not match.</summary>
    public ReferenceExpression? WhenFalse { get; }

    /// <summary>Gets whether the expression was made by <see cref="CreateConditional"/>.</summary>
    public bool IsConditional => Condition is not null;

    /// <inheritdoc/>
    public string ValueExpression => IsConditional
        ? StaticBranch().ValueExpression
        : string.Format(CultureInfo.InvariantCulture, Format, [.. ManifestExpressions.Select(EncodedExpression)]);

    /// <inheritdoc/>
    IEnumerable<object> IValueWithReferences.References =>
        IsConditional ? [Condition!, WhenTrue!, WhenFalse!] : ValueProviders;

    /// <summary>Makes an expression from an interpolated string: <c>ReferenceExpression.Create($"Host={endpoint.Property(EndpointProperty.Host)}")</c>.</summary>
    /// <param name="handler">The interpolated string.</param>
    /// <returns>The expression.</returns>
    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => handler.ToExpression();

    /// <summary>Makes an expression that is one of two, decided by a value.</summary>
    /// <param name="condition">The value that decides.</param>
    /// <param name="matchValue">The text to compare it with, ignoring case.</param>
    /// <param name="whenTrue">Taken when they are equal.</param>
    /// <param name="whenFalse">Taken otherwise.</param>
    /// <returns>The expression.</returns>
    public static ReferenceExpression CreateConditional(IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(matchValue);
        ArgumentNullException.ThrowIfNull(whenTrue);
        ArgumentNullException.ThrowIfNull(whenFalse);

        return new ReferenceExpression(condition, matchValue, whenTrue, whenFalse);
    }

    /// <inheritdoc/>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => GetValueAsync(new ValueProviderContext(), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken)
    {
        if (IsConditional)
        {
            var actual = await Condition!.GetValueAsync(context, cancellationToken);
            var branch = string.Equals(actual, MatchValue, StringComparison.OrdinalIgnoreCase) ? WhenTrue! : WhenFalse!;
            return await branch.GetValueAsync(context, cancellationToken);
        }

        var values = new object?[ValueProviders.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var value = await ValueProviders[i].GetValueAsync(context, cancellationToken);
            values[i] = Encode(value, StringFormats[i]);
        }

        // A lone hole keeps the difference between no value and an empty one.
        return Format == "{0}" && values.Length == 1 ? (string?)values[0] : string.Format(CultureInfo.InvariantCulture, Format, values);
    }

    /// <inheritdoc/>
    public override string ToString() => ValueExpression;

    internal static ReferenceExpression Create(string format, IReadOnlyList<IValueProvider> valueProviders, IReadOnlyList<string> manifestExpressions, IReadOnlyList<string?> stringFormats) =>
        format.Length == 0 ? Empty : new ReferenceExpression(format, valueProviders, manifestExpressions, stringFormats);

    private static string? Encode(string? value, string? format) => format switch
    {
        null or "" => value,
        "uri" => value is null ? null : Uri.EscapeDataString(value),
        _ => throw new FormatException($"'{format}' is not a format of reference expressions. The one there is: 'uri'."),
    };

    /// <summary>The manifest has no conditions: what cannot change after publishing is decided now.</summary>
    private ReferenceExpression StaticBranch()
    {
        if (Condition is EndpointReferenceExpression { Property: EndpointProperty.TlsEnabled } tls)
        {
            return string.Equals(tls.Endpoint.TlsEnabled.ToString(), MatchValue, StringComparison.OrdinalIgnoreCase) ? WhenTrue! : WhenFalse!;
        }

        if (Condition is ParameterResource { Default: { } @default })
        {
            return string.Equals(@default.GetDefaultValue(), MatchValue, StringComparison.OrdinalIgnoreCase) ? WhenTrue! : WhenFalse!;
        }

        return WhenFalse!;
    }

    private object EncodedExpression(string expression, int index) =>
        AnnotatedString.For(ValueProviders[index], StringFormats[index])?.ValueExpression ?? expression;

    /// <summary>Collects the parts of an interpolated string; used by the compiler.</summary>
    [InterpolatedStringHandler]
    public ref struct ExpressionInterpolatedStringHandler
    {
        private readonly ReferenceExpressionBuilder _builder;

        /// <summary>Begins an expression.</summary>
        /// <param name="literalLength">The length of the literal parts.</param>
        /// <param name="formattedCount">The number of holes.</param>
        public ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
        {
            _ = literalLength;
            _ = formattedCount;
            _builder = new ReferenceExpressionBuilder();
        }

        /// <summary>Adds text.</summary>
        /// <param name="value">The text.</param>
        public readonly void AppendLiteral(string value) => _builder.AppendLiteral(value);

        /// <summary>Adds text that is already known.</summary>
        /// <param name="value">The text.</param>
        public readonly void AppendFormatted(string? value) => _builder.AppendFormatted(value);

        /// <summary>Adds text that is already known, in a format.</summary>
        /// <param name="value">The text.</param>
        /// <param name="format"><c>"uri"</c> percent-encodes.</param>
        public readonly void AppendFormatted(string? value, string? format = null) => _builder.AppendFormatted(value, format);

        /// <summary>Adds a value.</summary>
        /// <typeparam name="T">The kind of value.</typeparam>
        /// <param name="valueProvider">The value.</param>
        public readonly void AppendFormatted<T>(T valueProvider)
            where T : IValueProvider, IManifestExpressionProvider => _builder.AppendFormatted(valueProvider);

        /// <summary>Adds a value in a format.</summary>
        /// <typeparam name="T">The kind of value.</typeparam>
        /// <param name="valueProvider">The value.</param>
        /// <param name="format"><c>"uri"</c> percent-encodes.</param>
        public readonly void AppendFormatted<T>(T valueProvider, string? format = null)
            where T : IValueProvider, IManifestExpressionProvider => _builder.AppendFormatted(valueProvider, format);

        /// <summary>Adds a resource that has a value, such as a parameter.</summary>
        /// <typeparam name="T">The kind of resource.</typeparam>
        /// <param name="valueProvider">The resource.</param>
        public readonly void AppendFormatted<T>(IResourceBuilder<T> valueProvider)
            where T : IResource, IValueProvider, IManifestExpressionProvider => _builder.AppendFormatted(valueProvider.Resource);

        /// <summary>Adds a resource that has a value, such as a parameter, in a format.</summary>
        /// <typeparam name="T">The kind of resource.</typeparam>
        /// <param name="valueProvider">The resource.</param>
        /// <param name="format"><c>"uri"</c> percent-encodes.</param>
        public readonly void AppendFormatted<T>(IResourceBuilder<T> valueProvider, string? format = null)
            where T : IResource, IValueProvider, IManifestExpressionProvider => _builder.AppendFormatted(valueProvider.Resource, format);

        internal readonly ReferenceExpression ToExpression() => _builder.Build();
    }
}
