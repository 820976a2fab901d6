using System.CommandLine;

namespace Aspirate.Commands;

/// <summary>Which AppHost.</summary>
internal sealed class ProjectPathOption : Option<string>
{
    public ProjectPathOption()
        : base("--project-path", "-p")
    {
        Description = "The AppHost's project file, or a folder that has one";
        DefaultValueFactory = _ => ".";
    }
}
