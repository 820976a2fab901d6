namespace Aspirate.Manifest;

/// <summary>What stands in braces: a resource and the path of one of its values, such as <c>auth</c> and <c>bindings.http.url</c>.</summary>
internal sealed record ManifestReference(string Resource, string Property) : ManifestExpressionPart
{
    /// <summary>What stands between the braces, as <c>--parameter</c> names it too.</summary>
    public string Path => $"{Resource}.{Property}";

    public override string ToString() => $"{{{Path}}}";
}
