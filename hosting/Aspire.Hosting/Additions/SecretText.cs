using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Additions;

/// <summary>Text that must not be shown or logged, and that belongs to no parameter, such as the key of this run's dashboard.</summary>
/// <param name="text">The text.</param>
public sealed class SecretText(string text) : IExpressionValue
{
    /// <summary>Gets nothing: it is never written to a manifest.</summary>
    string IManifestExpressionProvider.ValueExpression => "";

    /// <inheritdoc/>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(text);

    /// <summary>Gets a placeholder, so that the text does not reach a log by accident.</summary>
    /// <returns>The placeholder.</returns>
    public override string ToString() => "***";
}
