namespace Aspire.Hosting.ApplicationModel;

/// <summary>A directory or file of a container that lives outside of it.</summary>
public sealed class ContainerMountAnnotation : IResourceAnnotation
{
    /// <summary>Makes a mount.</summary>
    /// <param name="source">The name of the volume, or the absolute path that is bound; <see langword="null"/> for a volume without a name.</param>
    /// <param name="target">The path in the container.</param>
    /// <param name="type">What is mounted.</param>
    /// <param name="isReadOnly">Whether the container cannot write to it.</param>
    public ContainerMountAnnotation(string? source, string target, ContainerMountType type, bool isReadOnly)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);

        if (type == ContainerMountType.BindMount && string.IsNullOrEmpty(source))
        {
            throw new ArgumentException($"The bind mount at '{target}' needs a source path.", nameof(source));
        }

        if (type == ContainerMountType.BindMount && !Path.IsPathRooted(source))
        {
            throw new ArgumentException($"The source path '{source}' of the bind mount at '{target}' has to be absolute.", nameof(source));
        }

        if (type == ContainerMountType.Volume && string.IsNullOrEmpty(source) && isReadOnly)
        {
            throw new ArgumentException($"The volume at '{target}' has no name, so it is always empty at first: it cannot be read-only.", nameof(isReadOnly));
        }

        Source = source;
        Target = target;
        Type = type;
        IsReadOnly = isReadOnly;
    }

    /// <summary>Gets the name of the volume, or the absolute path that is bound.</summary>
    public string? Source { get; }

    /// <summary>Gets the path in the container.</summary>
    public string Target { get; }

    /// <summary>Gets what is mounted.</summary>
    public ContainerMountType Type { get; }

    /// <summary>Gets whether the container cannot write to it.</summary>
    public bool IsReadOnly { get; }
}
