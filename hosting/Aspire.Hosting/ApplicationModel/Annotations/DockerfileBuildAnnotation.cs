namespace Aspire.Hosting.ApplicationModel;

/// <summary>That a container's image is built from a Dockerfile. The last one counts.</summary>
/// <param name="contextPath">The absolute path of the build context.</param>
/// <param name="dockerfilePath">The absolute path of the Dockerfile.</param>
/// <param name="stage">The stage to build; the last one by default.</param>
public sealed class DockerfileBuildAnnotation(string contextPath, string dockerfilePath, string? stage) : IResourceAnnotation
{
    /// <summary>Gets the absolute path of the build context.</summary>
    public string ContextPath { get; } = contextPath;

    /// <summary>Gets the absolute path of the Dockerfile.</summary>
    public string DockerfilePath { get; } = dockerfilePath;

    /// <summary>Gets the stage to build; <see langword="null"/> means the last one.</summary>
    public string? Stage { get; } = stage;

    /// <summary>Gets the build arguments: text, or any value that is <see cref="IValueProvider"/> and <see cref="IManifestExpressionProvider"/>.</summary>
    public Dictionary<string, object?> BuildArguments { get; } = [];

    /// <summary>Gets the build secrets.</summary>
    public Dictionary<string, object> BuildSecrets { get; } = [];

    /// <summary>Gets or sets the name of the built image; made from the resource's name by default.</summary>
    public string? ImageName { get; set; }

    /// <summary>Gets or sets the tag of the built image.</summary>
    public string? ImageTag { get; set; }

    /// <summary>Gets or sets whether the Dockerfile has an entry point of its own.</summary>
    public bool HasEntrypoint { get; set; } = true;
}
