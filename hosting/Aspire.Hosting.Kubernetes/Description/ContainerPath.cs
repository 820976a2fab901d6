namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>How the folders and files of a container lie to each other, by their absolute paths.</summary>
internal static class ContainerPath
{
    /// <summary>Whether <paramref name="path"/> is <paramref name="folder"/> or in it.</summary>
    public static bool IsIn(string folder, string path) => $"{path.TrimEnd('/')}/".StartsWith($"{folder.TrimEnd('/')}/", StringComparison.Ordinal);

    /// <summary>Whether one of the two is the other or in it.</summary>
    public static bool Overlap(string one, string other) => IsIn(one, other) || IsIn(other, one);
}
