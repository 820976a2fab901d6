namespace Aspirate.Cluster.Building.Dockerfiles;

/// <summary>A program that builds images from Dockerfiles.</summary>
/// <param name="Program">The program.</param>
/// <param name="Save">The arguments with which it writes an image, by its id, as an OCI archive.</param>
internal sealed record ContainerEngine(string Program, Func<string, string, IReadOnlyList<string>> Save)
{
    /// <summary>In the order in which they are tried.</summary>
    public static IReadOnlyList<ContainerEngine> All { get; } =
    [
        new("docker", (id, archive) => ["save", "--output", archive, id]),
        new("podman", (id, archive) => ["save", "--format", "oci-archive", "--output", archive, id]),
        new("buildah", (id, archive) => ["push", id, $"oci-archive:{archive}"]),
    ];
}
