using System.Text.Json;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Chooses the launch profile of a project.</summary>
internal static class LaunchProfiles
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    internal static (string Name, LaunchProfile Profile)? Select(string resourceName, IProjectMetadata metadata, ProjectResourceOptions options, string? appHostProfileName)
    {
        if (options.ExcludeLaunchProfile)
        {
            return null;
        }

        var profiles = (metadata.LaunchSettings ?? Read(resourceName, metadata.ProjectPath))?.Profiles ?? [];
        if (options.LaunchProfileName is { } wanted)
        {
            return profiles.TryGetValue(wanted, out var profile)
                ? (wanted, profile)
                : throw new DistributedApplicationException(
                    $"The project of resource '{resourceName}' has no launch profile '{wanted}'. {(profiles.Count == 0 ? "Its Properties/launchSettings.json has none." : $"It has {string.Join(", ", profiles.Keys.Select(name => $"'{name}'"))}.")}");
        }

        if (appHostProfileName is not null && profiles.TryGetValue(appHostProfileName, out var same) && IsProject(same))
        {
            return (appHostProfileName, same);
        }

        foreach (var (name, profile) in profiles)
        {
            if (IsProject(profile))
            {
                return (name, profile);
            }
        }

        return null;

        static bool IsProject(LaunchProfile profile) => string.Equals(profile.CommandName, "Project", StringComparison.OrdinalIgnoreCase);
    }

    private static LaunchSettings? Read(string resourceName, string projectPath)
    {
        var path = Path.Combine(Path.GetDirectoryName(projectPath)!, "Properties", "launchSettings.json");
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize<LaunchSettings>(file, Json);
        }
        catch (JsonException exception)
        {
            throw new DistributedApplicationException($"The launch settings of resource '{resourceName}' cannot be read: {path}: {exception.Message}", exception);
        }
    }
}
