using System.Diagnostics;
using Aspirate.Cluster;

namespace Aspirate.AppHosts;

/// <summary>
/// The built program of an AppHost. It is found by the layout of the build's output, because asking MSBuild for it takes
/// longer than publishing does.
/// </summary>
/// <param name="Assembly">The full path of its assembly.</param>
internal sealed record AppHostProgram(string Assembly)
{
    private const string OwnHostingAssembly = "Aspire.Hosting.Kubernetes.dll";

    private const string OfficialCompany = "Microsoft Corporation";

    /// <summary>Whether it is built with this project's hosting libraries, and so publishes the whole tree by itself.</summary>
    public bool PublishesKubernetes =>
        Path.Combine(Path.GetDirectoryName(Assembly)!, OwnHostingAssembly) is var hosting
        && File.Exists(hosting)
        && FileVersionInfo.GetVersionInfo(hosting).CompanyName != OfficialCompany;

    /// <exception cref="UserErrorException">The project is not built.</exception>
    public static AppHostProgram Find(AppHostProject project, string? configuration) =>
        TryFind(project, configuration)
            ?? throw new UserErrorException($"{project.Name} is not built{(configuration is null ? "" : $" in configuration {configuration}")}. Run the command without --skip-build, or build it with: dotnet build {project.File}");

    public static AppHostProgram? TryFind(AppHostProject project, string? configuration)
    {
        var output = Path.Combine(project.Directory, "bin", configuration ?? "");
        return Directory.Exists(output)
            ? Directory.EnumerateFiles(output, $"{project.AssemblyName}.runtimeconfig.json", SearchOption.AllDirectories)
                .Select(file => file.Replace(".runtimeconfig.json", ".dll", StringComparison.Ordinal))
                .Where(File.Exists)
                .OrderByDescending(File.GetLastWriteTimeUtc)
                .Select(file => new AppHostProgram(file))
                .FirstOrDefault()
            : null;
    }
}
