using System.Reflection;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.LocalCluster.Starting;

/// <summary>The programs that were built with an AppHost, and may start its projects.</summary>
internal static class BuiltPrograms
{
    /// <summary>The build writes one such attribute for each project into the AppHost: <c>{project file}|{assembly}</c>.</summary>
    private const string MetadataKey = "LocalClusterProgram";

    /// <returns>The programs by the path of their projects.</returns>
    public static Dictionary<string, string> Of(Assembly? appHost) => (appHost?.GetCustomAttributes<AssemblyMetadataAttribute>() ?? [])
        .Where(attribute => attribute.Key == MetadataKey)
        .Select(attribute => attribute.Value!.Split('|'))
        .DistinctBy(parts => parts[0])
        .ToDictionary(parts => parts[0], parts => Path.ChangeExtension(parts[1], OperatingSystem.IsWindows() ? ".exe" : null));

    public static void Use(IEnumerable<ProjectResource> projects, Dictionary<string, string> programs)
    {
        foreach (var project in projects)
        {
            // Whoever says how a project is to be started is right.
            if (!project.Annotations.OfType<ExecutableAnnotation>().Any()
                && project.Annotations.OfType<IProjectMetadata>().LastOrDefault()?.ProjectPath is { } path
                && programs.TryGetValue(path, out var program)
                && File.Exists(program))
            {
                project.Annotations.Add(new ExecutableAnnotation { Command = program, WorkingDirectory = Path.GetDirectoryName(path)! });
            }
        }
    }
}
