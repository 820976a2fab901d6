namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>How an image is built from a Dockerfile.</summary>
public sealed record DockerfileBuild
{
    /// <summary>The Dockerfile, relative to the AppHost's folder; <see langword="null"/> is <c>Dockerfile</c> in the build's folder.</summary>
    public string? Path { get; init; }

    /// <summary>The stage that is built; <see langword="null"/> is the last one.</summary>
    public string? Stage { get; init; }

    /// <summary>The build arguments, in the model's order.</summary>
    public IReadOnlyList<BuildArgument> Arguments { get; init; } = [];

    /// <summary>The secrets that the build mounts; no layer of the image has them.</summary>
    public IReadOnlyList<BuildSecret> Secrets { get; init; } = [];
}

/// <summary>A build argument.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; <see langword="null"/> takes that of the environment in which the image is built.</param>
public sealed record BuildArgument(string Name, TextTemplate? Value);

/// <summary>A secret of a build. It has a value or is a file.</summary>
/// <param name="Id">The name by which the Dockerfile mounts it.</param>
/// <param name="Value">The value; <see langword="null"/> when it is a file.</param>
/// <param name="File">The file, relative to the AppHost's folder; <see langword="null"/> when it has a value.</param>
public sealed record BuildSecret(string Id, TextTemplate? Value, string? File);
