using System.Text.Json.Serialization;

namespace Aspirate.Cluster.Applying;

/// <summary>Names one object of a cluster. The version of its API does not matter: two versions show the same object.</summary>
/// <param name="ApiVersion">Group and version, e.g. <c>apps/v1</c>.</param>
/// <param name="Kind">The kind, e.g. <c>Deployment</c>.</param>
/// <param name="Namespace">Its namespace; <see langword="null"/> for a kind of the whole cluster.</param>
/// <param name="Name">Its name.</param>
public sealed record ObjectReference(string ApiVersion, string Kind, string? Namespace, string Name)
{
    /// <summary>The API group; empty for the core group.</summary>
    [JsonIgnore]
    public string Group => ApiVersion.Contains('/', StringComparison.Ordinal) ? ApiVersion[..ApiVersion.IndexOf('/', StringComparison.Ordinal)] : "";

    /// <inheritdoc/>
    public bool Equals(ObjectReference? other) => other is not null && Identity == other.Identity;

    /// <inheritdoc/>
    public override int GetHashCode() => Identity.GetHashCode();

    /// <summary>As kubectl and people write it: <c>Deployment/auth</c>.</summary>
    public override string ToString() => $"{Kind}/{Name}";

    private (string, string, string?, string) Identity => (Group, Kind, Namespace, Name);
}
