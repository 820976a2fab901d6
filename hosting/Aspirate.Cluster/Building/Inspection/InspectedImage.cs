using Aspirate.Cluster.Building.Images;

namespace Aspirate.Cluster.Building.Inspection;

/// <summary>An image whose name is taken apart as registries want it.</summary>
/// <param name="Name">The image, as its workloads name it.</param>
/// <param name="Registry">The registry.</param>
/// <param name="Repository">The repository in it.</param>
/// <param name="Tag">The tag.</param>
/// <param name="Digest">The digest, when the name has one.</param>
internal sealed record InspectedImage(string Name, string Registry, string Repository, string Tag, string? Digest)
{
    private const string DockerHub = "docker.io";

    public static InspectedImage Parse(string name)
    {
        var at = name.IndexOf('@', StringComparison.Ordinal);
        var reference = ImageReference.Parse(at < 0 ? name : name[..at]);
        var repository = reference.Registry is null or DockerHub && !reference.Repository.Contains('/', StringComparison.Ordinal) ? $"library/{reference.Repository}" : reference.Repository;
        return new(name, reference.Registry is null or "index.docker.io" ? DockerHub : reference.Registry, repository, reference.Tag, at < 0 ? null : name[(at + 1)..]);
    }
}
