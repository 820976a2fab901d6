using Aspire.Hosting.Kubernetes.Description;

namespace Aspirate.Manifest;

/// <summary>Names the images of a manifest's workloads: those of others as they are, the application's own after their resource.</summary>
internal sealed class ManifestImages(string directory, ManifestDescriptionOptions options)
{
    /// <exception cref="ManifestException">The resource has no image and nothing to build one from.</exception>
    public ContainerImage Of(string name, ManifestResource resource)
    {
        if (resource.Image is { Length: > 0 } image)
        {
            return ImageName.Parse(image);
        }

        var context = resource.Build?.Context ?? resource.Context ?? resource.Path
            ?? throw new ManifestException($"{name} says neither an image nor how to build one (image, build.context or path)");
        var repository = options.ImagePrefix is { } prefix ? $"{prefix.TrimEnd('/')}/{name}" : name;
        return new ContainerImage(repository, options.ImageTag) { IsBuilt = true, BuildContext = PathOf(context) };
    }

    /// <summary>A path of the manifest, relative to the folder that sources are told relative to. On Windows, AppHosts write other slashes.</summary>
    public string PathOf(string path)
    {
        path = path.Replace('\\', '/');
        return options.SourceDirectory is { } sources && sources != directory
            ? Path.GetRelativePath(sources, Path.Combine(directory, path)).Replace('\\', '/')
            : path;
    }
}
