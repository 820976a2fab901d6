using System.Text.Json;
using Aspirate.Cluster;

namespace Aspirate.Settings;

/// <summary>Reads and writes the <c>aspirate.json</c> of a folder.</summary>
internal static class SettingsFile
{
    public static string PathIn(string directory) => Path.Combine(directory, AspirateSettings.FileName);

    /// <summary>The settings of <paramref name="directory"/>, or the defaults when it has none.</summary>
    /// <exception cref="UserErrorException">The file is not what it should be.</exception>
    public static async Task<AspirateSettings> ReadAsync(string directory, CancellationToken cancellationToken)
    {
        var path = PathIn(directory);
        if (!File.Exists(path))
        {
            return new();
        }

        try
        {
            await using var stream = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync(stream, SettingsJsonContext.Default.AspirateSettings, cancellationToken) ?? new();
        }
        catch (JsonException failure)
        {
            throw new UserErrorException($"{path} is not valid: line {failure.LineNumber + 1}, {failure.Path}. Correct it, or write a new one with: aspirate init");
        }
    }

    /// <summary>Writes the settings as a whole or not at all.</summary>
    public static async Task WriteAsync(string directory, AspirateSettings settings, CancellationToken cancellationToken)
    {
        var path = PathIn(directory);
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            await File.WriteAllTextAsync(temporary, JsonSerializer.Serialize(settings, SettingsJsonContext.Default.AspirateSettings) + "\n", cancellationToken);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
