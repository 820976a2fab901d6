using Aspire.Dashboard.Resources;

namespace Aspire.Dashboard.Pages.Resources;

/// <summary>Where a resource comes from.</summary>
/// <param name="Text">Short: a file's name, an image.</param>
/// <param name="Full">In full, for the tooltip and to copy.</param>
public sealed record ResourceSource(string Text, string Full)
{
    /// <summary>A resource's source; null when it tells none.</summary>
    public static ResourceSource? Of(ResourceSnapshot resource)
    {
        if (resource.GetProperty(KnownResourceProperties.ProjectPath) is { Length: > 0 } project)
        {
            return new(Path.GetFileName(project), project);
        }

        if (resource.GetProperty(KnownResourceProperties.ExecutablePath) is { Length: > 0 } executable)
        {
            var arguments = resource.GetProperty(KnownResourceProperties.ExecutableArguments);
            return new($"{Path.GetFileName(executable)} {arguments}".TrimEnd(), $"{executable} {arguments}".TrimEnd());
        }

        if (resource.GetProperty(KnownResourceProperties.ContainerImage) is { Length: > 0 } image)
        {
            return new(image, image);
        }

        return resource.GetProperty(KnownResourceProperties.Source) is { Length: > 0 } source ? new(source, source) : null;
    }
}
