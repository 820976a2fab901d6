using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>The values of those expressions whose text is needed when publishing: names, sizes, classes.</summary>
internal static class Values
{
    /// <summary>The value; <see langword="null"/> when there is no expression.</summary>
    /// <exception cref="MissingParameterValueException">A parameter in it has no value.</exception>
    public static async Task<string?> OfAsync(ReferenceExpression? expression, CancellationToken cancellationToken) =>
        expression is null ? null : await expression.GetValueAsync(cancellationToken);

    /// <summary>The values, in the order of their keys.</summary>
    /// <exception cref="MissingParameterValueException">A parameter in one of them has no value.</exception>
    public static async Task<SortedDictionary<string, string>> OfAsync(IReadOnlyDictionary<string, ReferenceExpression> expressions, CancellationToken cancellationToken)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, expression) in expressions)
        {
            values[key] = await OfAsync(expression, cancellationToken) ?? "";
        }

        return values;
    }
}
