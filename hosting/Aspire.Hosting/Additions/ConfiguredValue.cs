using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Additions;

/// <summary>An environment variable or argument of a resource, not yet resolved.</summary>
public sealed record ConfiguredValue
{
    internal ConfiguredValue(string name, object value)
    {
        Name = name;
        Value = value;
        IsSecret = ValueReferences.ContainsSecret(value);
    }

    /// <summary>Gets the variable's name; empty for an argument.</summary>
    public string Name { get; }

    /// <summary>Gets the value: text, or something that is <see cref="IValueProvider"/> and <see cref="IManifestExpressionProvider"/>.</summary>
    public object Value { get; }

    /// <summary>Gets whether the value contains a secret.</summary>
    public bool IsSecret { get; }

    /// <summary>Gets the value as the manifest shows it: text with expressions in braces.</summary>
    public string ValueExpression => Value is IManifestExpressionProvider expression ? expression.ValueExpression : (string)Value;

    /// <summary>Gets the value, waiting until everything it is made of is known.</summary>
    /// <param name="context">Who asks; a <see cref="ReplicaValueProviderContext"/> for a replica.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The value; <see langword="null"/> when there is none, as for an optional connection string.</returns>
    public ValueTask<string?> ResolveAsync(ValueProviderContext context, CancellationToken cancellationToken) =>
        Value is IValueProvider provider ? provider.GetValueAsync(context, cancellationToken) : new((string)Value);
}
