using Aspirate.Cluster.Secrets;

namespace Aspirate.Cluster.Building;

/// <summary>What is to be built.</summary>
/// <param name="AppHostDirectory">The AppHost's or manifest's folder, which the images' sources are relative to.</param>
/// <param name="Images">The images.</param>
/// <param name="Values">The values of the secrets that builds need.</param>
internal sealed record BuildRequest(string AppHostDirectory, IReadOnlyList<ImageSource> Images, IParameterValues Values)
{
    /// <summary>What stands between the registry and an image's own name.</summary>
    public string? RepositoryPrefix { get; init; }

    /// <summary>Tags that every image gets beside the one by its content; none means the one that the tree names.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The platform of the images, as .NET calls it, e.g. <c>linux-arm64</c>.</summary>
    public required string RuntimeIdentifier { get; init; }

    /// <summary>Properties for MSBuild, as its arguments: <c>-p:Name=Value</c>.</summary>
    public IReadOnlyList<string> BuildArguments { get; init; } = [];

    /// <summary>Bring images to their target even when it has them.</summary>
    public bool Force { get; init; }

    public string PathOf(string source) => Path.GetFullPath(Path.Combine(AppHostDirectory, source));
}
