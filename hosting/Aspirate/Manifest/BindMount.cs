using System.Text;
using Aspire.Hosting.Kubernetes.Description;

namespace Aspirate.Manifest;

/// <summary>Files of the developer's machine that a container reads: in the cluster they are a ConfigMap.</summary>
internal static class BindMount
{
    // A ConfigMap holds 1 MiB (https://kubernetes.io/docs/concepts/configuration/configmap/).
    private const long MaxBytes = 1 << 20;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="ManifestException">The files are missing, too large or not text.</exception>
    public static MountedFiles Read(string resource, string name, string source, string target)
    {
        var files = File.Exists(source) ? [source]
            : Directory.Exists(source) ? Directory.GetFiles(source).Order(StringComparer.Ordinal).ToArray()
            : throw new ManifestException($"{resource}: the bind mount's source {source} does not exist. Put the files there, or bring them in the image");

        if (files.Sum(file => new FileInfo(file).Length) > MaxBytes)
        {
            throw new ManifestException($"{resource}: the bind mount's source {source} has more than 1 MiB, which no ConfigMap holds. Bring the files in the image or on a volume");
        }

        return new MountedFiles(
            name,
            File.Exists(source) ? ParentOf(target) : target,
            files.ToDictionary(file => File.Exists(source) ? NameOf(target) : Path.GetFileName(file), file => TextTemplate.Literal(TextOf(resource, file))));
    }

    private static string ParentOf(string target) => target[..Math.Max(1, target.LastIndexOf('/'))];

    private static string NameOf(string target) => target[(target.LastIndexOf('/') + 1)..];

    private static string TextOf(string resource, string file)
    {
        try
        {
            return StrictUtf8.GetString(File.ReadAllBytes(file));
        }
        catch (DecoderFallbackException)
        {
            throw new ManifestException($"{resource}: {file} of the bind mount is not UTF-8 text. Bring it in the image");
        }
    }
}
