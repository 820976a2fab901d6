using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Aspirate.Cluster.Building.Inspection;

/// <summary>
/// Keeps on this machine what images say of themselves, by their digest, which never means anything else; and for a few minutes
/// which registries have not answered, so that nobody who works without a network waits for them each time.
/// </summary>
/// <param name="folder">The folder; what cannot be read or written there is asked again.</param>
/// <param name="time">The time.</param>
internal sealed class ImageFactsCache(string folder, TimeProvider time)
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(10);

    /// <summary>The folder that the user's programs keep such things in.</summary>
    /// <param name="environment">Reads an environment variable.</param>
    public static string DefaultFolder(Func<string, string?> environment) => Path.Combine(
        environment("XDG_CACHE_HOME") is { Length: > 0 } cache && Path.IsPathRooted(cache)
            ? cache
            : OperatingSystem.IsWindows()
                ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : Path.Combine(environment("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "aspirate",
        "images");

    /// <summary>What the image of a digest says of itself, when it was asked before.</summary>
    public ImageFacts? Find(string digest) => Attempt(() =>
    {
        using var file = File.OpenRead(FileOf(digest));
        return JsonSerializer.Deserialize(file, InspectionJsonContext.Default.ImageFacts);
    });

    public void Keep(string digest, ImageFacts facts) => Attempt(() => Write(FileOf(digest), JsonSerializer.SerializeToUtf8Bytes(facts, InspectionJsonContext.Default.ImageFacts)));

    /// <summary>Whether a registry has not answered lately.</summary>
    public bool IsSilent(string registry) => Attempt(() => File.Exists(FileOf(registry)) && time.GetUtcNow() - File.GetLastWriteTimeUtc(FileOf(registry)) < Silence ? this : null) is not null;

    public void KeepSilent(string registry) => Attempt(() => Write(FileOf(registry), []));

    private ImageFactsCache Write(string file, byte[] content)
    {
        Directory.CreateDirectory(folder);
        var draft = $"{file}.{Guid.NewGuid():N}";
        File.WriteAllBytes(draft, content);
        File.Move(draft, file, overwrite: true);
        return this;
    }

    // Names of registries and digests have characters that names of files may not have.
    private string FileOf(string key) => Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))));

    private static T? Attempt<T>(Func<T?> use)
        where T : class
    {
        try
        {
            return use();
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
