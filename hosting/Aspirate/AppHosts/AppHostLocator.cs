using Aspirate.Cluster;

namespace Aspirate.AppHosts;

/// <summary>Finds the AppHost that a command is about.</summary>
internal static class AppHostLocator
{
    /// <summary>
    /// The AppHost at <paramref name="path"/>: a project file, or a folder that holds one or has one in a folder right below.
    /// </summary>
    /// <exception cref="UserErrorException">There is none, or there are several.</exception>
    public static AppHostProject Find(string path)
    {
        if (File.Exists(path))
        {
            return AppHostProject.IsAppHost(path)
                ? new(Path.GetFullPath(path))
                : throw new UserErrorException($"{path} is no AppHost. Name the project file of one with --project-path.");
        }

        if (!Directory.Exists(path))
        {
            throw new UserErrorException($"There is no project {path}. Name an AppHost, or the folder it is in, with --project-path.");
        }

        return TryFind(path)
            ?? throw new UserErrorException($"There is no AppHost in {Path.GetFullPath(path)} or a folder right below it. Name one with --project-path, or a manifest with --aspire-manifest.");
    }

    /// <summary>As <see cref="Find"/>, but a folder may have none.</summary>
    /// <returns><see langword="null"/> when the folder has none.</returns>
    /// <exception cref="UserErrorException">There are several, or <paramref name="path"/> is neither an AppHost nor a folder.</exception>
    public static AppHostProject? TryFind(string path)
    {
        if (!Directory.Exists(path))
        {
            return Find(path);
        }

        return AppHostsIn(path) switch
        {
            [var only] => new(Path.GetFullPath(only)),
            [] => null,
            var several => throw new UserErrorException($"There is more than one AppHost: {string.Join(", ", several)}. Name one with --project-path."),
        };
    }

    private static List<string> AppHostsIn(string directory)
    {
        var here = Projects(directory);
        return here.Count > 0 ? here : [.. Directory.EnumerateDirectories(directory).Order(StringComparer.Ordinal).SelectMany(Projects)];
    }

    private static List<string> Projects(string directory) =>
        [.. Directory.EnumerateFiles(directory, "*.csproj").Order(StringComparer.Ordinal).Where(AppHostProject.IsAppHost)];
}
