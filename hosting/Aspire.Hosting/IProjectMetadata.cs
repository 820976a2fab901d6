using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Where a project is. The build generates a class <c>Projects.{Name}</c> with it for every project that the AppHost references.</summary>
public interface IProjectMetadata : IResourceAnnotation
{
    /// <summary>Gets the absolute path of the project file.</summary>
    string ProjectPath { get; }

    /// <summary>Gets the launch settings to use instead of those of <c>Properties/launchSettings.json</c>.</summary>
    LaunchSettings? LaunchSettings => null;

    /// <summary>Gets whether the project is not built before it is run.</summary>
    bool SuppressBuild => false;
}
