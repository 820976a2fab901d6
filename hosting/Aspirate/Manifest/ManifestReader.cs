using System.Text.Json;

namespace Aspirate.Manifest;

/// <summary>Reads an <c>aspire-manifest.json</c>.</summary>
internal static class ManifestReader
{
    /// <summary>The path itself.</summary>
    /// <exception cref="ManifestException">There is no file.</exception>
    public static string Existing(string path) => File.Exists(path) ? path
        : throw new ManifestException($"There is no manifest {path}. Name one with --aspire-manifest, or an AppHost with --project-path.");

    /// <exception cref="ManifestException">The file is missing or is no manifest.</exception>
    public static async Task<AspireManifest> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            // At once: to read a stream in pieces takes the serializer twice as long to get started as all the rest.
            var manifest = JsonSerializer.Deserialize(WithoutMark(await File.ReadAllBytesAsync(Existing(path), cancellationToken)), ManifestJsonContext.Default.AspireManifest);
            return manifest is { Resources.Count: > 0 }
                ? Checked(manifest, path)
                : throw new ManifestException($"{path} has no resources. Write it anew with: dotnet run --project <AppHost> -- --publisher manifest --output-path {path}");
        }
        catch (JsonException error)
        {
            throw new ManifestException($"{path} is no Aspire manifest: line {error.LineNumber + 1}, {error.Path}: {FirstSentence(error.Message)}");
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw new ManifestException($"{path} cannot be read: check that it is a file and its permissions.");
        }
    }

    // What the form of JSON allows and no AppHost writes.
    private static AspireManifest Checked(AspireManifest manifest, string path)
    {
        foreach (var (name, resource) in manifest.Resources)
        {
            var nothing = resource is null ? "" : resource.Places.FirstOrDefault(place => place.Value is null).Place;
            if (nothing is not null)
            {
                throw new ManifestException($"{path}: resources.{name}{nothing} is nothing. Give it a value, or take it out");
            }
        }

        if (manifest.Resources.Keys.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ManifestException($"{path}: '{string.Join("' and '", twice)}' are one name to Aspire, where upper and lower case are the same. Rename one");
        }

        return manifest;
    }

    // The mark of its encoding that some editors put before a text.
    private static ReadOnlySpan<byte> WithoutMark(byte[] text) => text is [0xEF, 0xBB, 0xBF, .. var rest] ? rest : text;

    private static string FirstSentence(string message) => message.Split(" Path:", 2)[0];
}
