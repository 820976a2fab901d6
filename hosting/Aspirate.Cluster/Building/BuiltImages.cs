using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aspirate.Cluster.Building;

/// <summary>The images that <c>aspirate build</c> made last: names as in the generated tree, and what the cluster calls them by.</summary>
internal static class BuiltImages
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string PathIn(string appHostDirectory) => Path.Combine(FolderIn(appHostDirectory), "images.json");

    /// <summary>Where this tool keeps what it need not make anew.</summary>
    public static string FolderIn(string appHostDirectory) => Path.Combine(appHostDirectory, "obj", "aspirate");

    /// <summary>Image names and full references; empty when nothing was built yet.</summary>
    /// <exception cref="UserErrorException">The file is not what it should be.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(string appHostDirectory, CancellationToken cancellationToken)
    {
        var path = PathIn(appHostDirectory);
        if (!File.Exists(path))
        {
            return new Dictionary<string, string>();
        }

        try
        {
            await using var stream = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync<Dictionary<string, string>>(stream, cancellationToken: cancellationToken) ?? [];
        }
        catch (JsonException)
        {
            throw new UserErrorException($"{path} is not valid. Build the images anew with: aspirate build");
        }
    }

    /// <summary>Writes all of them, or leaves the file as it is.</summary>
    public static async Task WriteAsync(string appHostDirectory, IEnumerable<KeyValuePair<string, string>> references, CancellationToken cancellationToken)
    {
        var path = PathIn(appHostDirectory);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var content = new JsonObject(references.Select(reference => KeyValuePair.Create(reference.Key, (JsonNode?)JsonValue.Create(reference.Value))));
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            await File.WriteAllTextAsync(temporary, content.ToJsonString(Indented) + "\n", cancellationToken);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
