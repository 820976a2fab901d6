namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>The image that a workload runs.</summary>
/// <param name="Repository">Registry and repository, e.g. <c>docker.io/library/postgres</c> or <c>auth</c>.</param>
/// <param name="Tag">The tag; <see langword="null"/> when the image is named by digest alone.</param>
/// <param name="Digest">The digest, e.g. <c>sha256:…</c>; <see langword="null"/> when the image is named by tag alone.</param>
public sealed record ContainerImage(string Repository, string? Tag, string? Digest = null)
{
    /// <summary>Whether this application builds the image; otherwise it is pulled as it is.</summary>
    public bool IsBuilt { get; init; }

    /// <summary>The project file, or the folder with the Dockerfile, that the image is built from, relative to the AppHost's folder.</summary>
    public string? BuildContext { get; init; }

    /// <summary>The Dockerfile's text, where the model makes it rather than the folder having one.</summary>
    public string? GeneratedDockerfile { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Repository + (Tag is null ? "" : $":{Tag}") + (Digest is null ? "" : $"@{Digest}");
}
