namespace Aspirate.Cluster.Building.Images;

/// <summary>The name of an image, split as container engines do: <c>[registry[:port]/]repository[:tag]</c>.</summary>
/// <param name="Registry">The registry; none means Docker Hub or, in a local cluster, the images that were loaded into it.</param>
/// <param name="Repository">The repository in it.</param>
/// <param name="Tag">The tag.</param>
internal sealed record ImageReference(string? Registry, string Repository, string Tag)
{
    private const string DockerHub = "docker.io";

    private const string OfficialImages = "library";

    /// <summary>The name that container runtimes know the image by, with everything that people leave out.</summary>
    public string FullName => Registry is null && !Repository.Contains('/', StringComparison.Ordinal)
        ? $"{DockerHub}/{OfficialImages}/{Repository}:{Tag}"
        : $"{Registry ?? DockerHub}/{Repository}:{Tag}";

    public static ImageReference Parse(string reference)
    {
        var colon = reference.LastIndexOf(':');
        var (name, tag) = colon > reference.LastIndexOf('/') ? (reference[..colon], reference[(colon + 1)..]) : (reference, "latest");
        return name.Split('/', 2) is [var first, var rest] && IsRegistry(first) ? new(first, rest, tag) : new(null, name, tag);
    }

    public override string ToString() => $"{(Registry is null ? "" : $"{Registry}/")}{Repository}:{Tag}";

    // A first part without dot or port is a user of Docker Hub.
    private static bool IsRegistry(string part) => part.Contains('.', StringComparison.Ordinal) || part.Contains(':', StringComparison.Ordinal) || part == "localhost";
}
