namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>The image that a workload runs.</summary>
/// <param name="Repository">Registry and repository, e.g. <c>docker.io/library/postgres</c> or <c>auth</c>.</param>
/// <param name="Tag">The tag; <see langword="null"/> when the image is named by digest alone.</param>
/// <param name="Digest">The digest, e.g. <c>sha256:…</c>; <see langword="null"/> when the image is named by tag alone.</param>
public sealed record ContainerImage(string Repository, string? Tag, string? Digest = null)
{
    /// <summary>Whether this application builds the image; otherwise it is pulled as it is.</summary>
    public bool IsBuilt { get; init; }

    /// <summary>The project file, the source file of a program that is one, or the folder with the Dockerfile, that the image is built from, relative to the AppHost's folder.</summary>
    public string? BuildContext { get; init; }

    /// <summary>How it is built, when that is from a Dockerfile; <see langword="null"/> for a project's image, and for a Dockerfile without anything to say.</summary>
    public DockerfileBuild? Dockerfile { get; init; }

    /// <summary>What is copied into it from other images.</summary>
    public IReadOnlyList<CopiedFiles> Files { get; init; } = [];

    /// <summary>Whether it is made of a project, by .NET itself, and not of a Dockerfile.</summary>
    public bool IsOfProject => BuildContext is { } source && (source.EndsWith("proj", StringComparison.OrdinalIgnoreCase) || source.EndsWith(".cs", StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public override string ToString() => Repository + (Tag is null ? "" : $":{Tag}") + (Digest is null ? "" : $"@{Digest}");
}
