using System.Globalization;
using System.Text;

namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>
/// What becomes of a file or folder of the developer's machine that a container mounts, for no other machine has it: files that
/// are only read are a ConfigMap; those that may be written are put into a volume once.
/// </summary>
/// <param name="Files">The files, when they are only read.</param>
/// <param name="Volume">The volume, when they may be written.</param>
/// <param name="Remark">What the mount does not do that it did on that machine; <see langword="null"/> when there is nothing.</param>
public sealed record BindMount(MountedFiles? Files, VolumeDescription? Volume, string? Remark)
{
    // A ConfigMap holds 1 MiB (https://kubernetes.io/docs/concepts/configuration/configmap/); its names need room, too.
    private const long MaxBytes = (1 << 20) - (16 << 10);

    private static readonly string[] SystemFolders = ["/proc", "/sys", "/dev", "/run", "/var/run", "/var/lib/docker", "/var/lib/kubelet", "/var/log", "/etc", "/usr", "/boot", "/lib"];

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a bind mount.</summary>
    /// <param name="resource">The resource, for messages.</param>
    /// <param name="index">Its place among the resource's bind mounts, which its objects are named by.</param>
    /// <param name="directory">The folder that <paramref name="source"/> is relative to.</param>
    /// <param name="source">The file or folder; <c>\</c> separates its parts as <c>/</c> does.</param>
    /// <param name="target">The path in the container.</param>
    /// <param name="isReadOnly">Whether the container may only read it.</param>
    /// <exception cref="DistributedApplicationException">It is missing, a socket, a part of the operating system, or larger than a ConfigMap may be.</exception>
    public static BindMount Read(string resource, int index, string directory, string source, string target, bool isReadOnly)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);

        var name = string.Create(CultureInfo.InvariantCulture, $"files-{index}");
        var place = target.Replace('\\', '/') is { Length: > 1 } path ? path.TrimEnd('/') : "/";
        var file = Path.GetFullPath(Path.Combine(directory, source.Replace('\\', '/')));
        if (IsSocket(file))
        {
            throw new DistributedApplicationException($"{resource} mounts {source}, a socket of the developer's machine, at {place}, and no pod has it. Leave {resource} out, or have it reach what it talks to over the network.");
        }

        if (file == "/" || SystemFolders.Any(folder => file == folder || file.StartsWith(folder + "/", StringComparison.Ordinal)))
        {
            throw new DistributedApplicationException($"{resource} mounts {source}, a part of the developer's operating system, at {place}, and no pod has it. Leave {resource} out, or bring what it reads in the image.");
        }

        if (!File.Exists(file) && !Directory.Exists(file))
        {
            return isReadOnly || Path.HasExtension(file)
                ? throw new DistributedApplicationException($"{resource}: the bind mount's source {source} does not exist ({file}). Put the files there, or bring them in the image.")
                : new(null, Empty(name, place), $"{resource}: {source} does not exist, so that {place} is an empty volume.");
        }

        var files = Read(resource, name, source, place, file);
        if (isReadOnly)
        {
            return new(files, null, null);
        }

        return files.Files.Count + files.BinaryFiles.Count == 0
            ? new(null, Empty(name, place), null)
            : new(null, Empty($"{name}-volume", place) with { FilledWith = files }, $"{resource}: {place} may be written, and so is a volume that is filled with {source} once; mounted read-only, it would follow the files.");
    }

    private static VolumeDescription Empty(string name, string target) => new() { Name = name, MountPath = target };

    private static bool IsSocket(string file) => file.EndsWith(".sock", StringComparison.OrdinalIgnoreCase);

    private static MountedFiles Read(string resource, string name, string source, string target, string file)
    {
        var isFile = File.Exists(file);
        var texts = new Dictionary<string, TextTemplate>();
        var others = new Dictionary<string, byte[]>();
        var size = 0L;
        foreach (var item in isFile ? [new FileInfo(file)] : new DirectoryInfo(file).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            if (IsSocket(item.FullName))
            {
                throw new DistributedApplicationException($"{resource} mounts {source} with the socket {item.FullName} of the developer's machine, and no pod has it. Leave {resource} out, or have it reach what it talks to over the network.");
            }

            size += item.Length;
            if (size > MaxBytes)
            {
                throw new DistributedApplicationException($"{resource}: the bind mount's source {source} is larger than a ConfigMap may be (1 MiB, up to {item.FullName}). Bring the files in the image or on a volume.");
            }

            var content = ContentOf(resource, item.FullName);
            var path = isFile ? target[(target.LastIndexOf('/') + 1)..] : Path.GetRelativePath(file, item.FullName).Replace('\\', '/');
            if (TextOf(content) is { } text)
            {
                texts.Add(path, TextTemplate.Literal(text));
            }
            else
            {
                others.Add(path, content);
            }
        }

        return new(name, target, texts) { BinaryFiles = others, IsFile = isFile, IsReadAtStart = true, Source = file };
    }

    private static byte[] ContentOf(string resource, string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"{resource}: {file} of the bind mount cannot be read: {exception.Message}", exception);
        }
    }

    // What YAML cannot show as it is counts as no text.
    private static string? TextOf(byte[] content)
    {
        try
        {
            var text = StrictUtf8.GetString(content);
            return text.Any(character => char.IsControl(character) && character is not ('\n' or '\r' or '\t')) || text.StartsWith('\uFEFF') ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
