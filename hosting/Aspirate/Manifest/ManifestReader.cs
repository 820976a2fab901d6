using System.Text.Json;

namespace Aspirate.Manifest;

/// <summary>Reads an <c>aspire-manifest.json</c>.</summary>
internal static class ManifestReader
{
    /// <exception cref="ManifestException">The file is missing or is no manifest.</exception>
    public static async Task<AspireManifest> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(path);
            var manifest = await JsonSerializer.DeserializeAsync(stream, ManifestJsonContext.Default.AspireManifest, cancellationToken);
            return manifest is { Resources.Count: > 0 }
                ? manifest
                : throw new ManifestException($"{path} has no resources. Write it anew with: dotnet run --project <AppHost> -- --publisher manifest --output-path {path}");
        }
        catch (JsonException error)
        {
            throw new ManifestException($"{path} is no Aspire manifest: line {error.LineNumber + 1}, {error.Path}: {FirstSentence(error.Message)}");
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ManifestException($"There is no manifest {path}. Name one with --aspire-manifest, or an AppHost with --project-path.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new ManifestException($"{path} cannot be read: check that it is a file and its permissions.");
        }
    }

    private static string FirstSentence(string message) => message.Split(" Path:", 2)[0];
}
