namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of a connection string that was added by hand.</summary>
/// <param name="name">The part's name.</param>
/// <param name="referenceExpression">The part's value.</param>
public sealed class ConnectionPropertyAnnotation(string name, ReferenceExpression referenceExpression) : IResourceAnnotation
{
    /// <summary>Gets the part's name.</summary>
    public string Name { get; } = name;

    /// <summary>Gets the part's value.</summary>
    public ReferenceExpression Value { get; } = referenceExpression;
}
