namespace Aspire.Hosting.Additions;

/// <summary>Where the program of a project is once it is built. The generated <c>Projects.*</c> classes say it, so that a project is run without asking MSBuild.</summary>
public interface IBuiltProjectMetadata : IProjectMetadata
{
    /// <summary>Gets the absolute path of the assembly that the project is built to. The file may not exist yet.</summary>
    string AssemblyPath { get; }
}
