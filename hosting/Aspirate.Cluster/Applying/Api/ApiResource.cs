namespace Aspirate.Cluster.Applying.Api;

/// <summary>How a kind is reached in the API.</summary>
/// <param name="ApiVersion">Group and version.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Plural">Its name in a path, e.g. <c>deployments</c>.</param>
/// <param name="IsNamespaced">Whether its objects are in namespaces.</param>
/// <param name="Verbs">What can be done with it.</param>
internal sealed record ApiResource(string ApiVersion, string Kind, string Plural, bool IsNamespaced, IReadOnlyList<string> Verbs)
{
    public string Group => ApiVersion.Contains('/', StringComparison.Ordinal) ? ApiVersion[..ApiVersion.IndexOf('/', StringComparison.Ordinal)] : "";

    /// <summary>The path of one object, or of all when <paramref name="name"/> is missing.</summary>
    public string Path(string? @namespace, string? name)
    {
        var root = ApiVersion.Contains('/', StringComparison.Ordinal) ? $"/apis/{ApiVersion}" : $"/api/{ApiVersion}";
        var scope = IsNamespaced && @namespace is not null ? $"/namespaces/{Uri.EscapeDataString(@namespace)}" : "";
        return name is null ? $"{root}{scope}/{Plural}" : $"{root}{scope}/{Plural}/{Uri.EscapeDataString(name)}";
    }
}
