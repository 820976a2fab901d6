using System.Text.Json.Serialization;

namespace Aspirate.Settings;

/// <summary>Where the images that the application builds are kept, and how they are called.</summary>
internal sealed record ContainerSettings
{
    /// <summary>The registry, e.g. <c>ghcr.io</c>; none means the local one of the cluster or the container engine.</summary>
    public string? Registry { get; init; }

    /// <summary>What stands between the registry and the resource's name, e.g. <c>contoso/shop</c>.</summary>
    public string? RepositoryPrefix { get; init; }

    /// <summary>The tags; the first is the one that the manifests name.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Registry and repository prefix together, as they stand before the resource's name.</summary>
    [JsonIgnore]
    public string? Prefix => string.Join('/', new[] { Registry, RepositoryPrefix }.Where(part => !string.IsNullOrEmpty(part)).Select(part => part!.Trim('/'))) is { Length: > 0 } prefix ? prefix : null;
}
