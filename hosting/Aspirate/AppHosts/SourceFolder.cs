namespace Aspirate.AppHosts;

/// <summary>Where the sources of an application are, and what was built of them is kept.</summary>
/// <param name="Path">The folder of its AppHost, or of the manifest that stands for one.</param>
/// <param name="AppHost">The AppHost; <see langword="null"/> with a manifest.</param>
internal sealed record SourceFolder(string Path, AppHostProject? AppHost)
{
    public static SourceFolder Of(AppHostProject project) => new(project.Directory, project);
}
