namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something that the manifest names by an expression in braces, such as <c>{auth.bindings.http.url}</c>.</summary>
public interface IManifestExpressionProvider
{
    /// <summary>Gets the expression in the manifest's form.</summary>
    string ValueExpression { get; }
}
