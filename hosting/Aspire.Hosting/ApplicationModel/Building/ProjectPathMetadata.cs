namespace Aspire.Hosting.ApplicationModel;

/// <summary>A project that is known by its path only.</summary>
internal sealed class ProjectPathMetadata(string projectPath) : IProjectMetadata
{
    public string ProjectPath => projectPath;
}
