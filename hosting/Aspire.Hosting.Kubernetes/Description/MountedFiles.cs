namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>Files that the cluster keeps: in a Secret when one of their values is secret, otherwise in a ConfigMap.</summary>
/// <remarks>
/// The kubelet updates the files of a running pod, so a change needs no redeploy: they are no part of the
/// configuration's checksum, unless <see cref="IsReadAtStart"/> says otherwise.
/// </remarks>
/// <param name="Name">The name after the workload's, e.g. <c>signing-keys</c> for the Secret <c>auth-signing-keys</c>.</param>
/// <param name="MountPath">The directory in the container; the file itself when <see cref="IsFile"/> is set.</param>
/// <param name="Files">Path below the directory, with slashes, to content.</param>
public sealed record MountedFiles(string Name, string MountPath, IReadOnlyDictionary<string, TextTemplate> Files)
{
    /// <summary>The files that are not text: path below the directory to content.</summary>
    public IReadOnlyDictionary<string, byte[]> BinaryFiles { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>Whether it is one file among others that the image has: <see cref="MountPath"/> is its path, and the directory stays as it is.</summary>
    public bool IsFile { get; init; }

    /// <summary>The file or folder of the developer's machine that they are, as a full path; <see langword="null"/> when they are none.</summary>
    public string? Source { get; init; }

    /// <summary>Whether the program reads them when it starts, so that a change replaces the pods.</summary>
    public bool IsReadAtStart { get; init; }
}
