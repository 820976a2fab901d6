using System.CommandLine;
using Aspirate.AppHosts;
using Aspirate.Cluster;

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

    /// <summary>The AppHost, for commands that can do without: <see langword="null"/> when none was named and there is none here.</summary>
    /// <exception cref="UserErrorException">The one that was named does not exist, or there are several.</exception>
    public AppHostProject? FindIfAny(ParseResult arguments) => arguments.GetResult(this) is { Implicit: true }
        ? AppHostLocator.TryFind(".")
        : AppHostLocator.Find(arguments.GetRequiredValue(this));
}
