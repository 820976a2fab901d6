using System.CommandLine;
using Aspirate.AppHosts;
using Aspirate.Cluster;

namespace Aspirate.Commands;

/// <summary>Where the sources of a generated tree are, for commands that can do without: the images that were built are recorded there.</summary>
internal sealed class SourceOptions
{
    private readonly ProjectPathOption _projectPath = new();
    private readonly ManifestPathOption _manifest = new();

    public void AddTo(Command command)
    {
        command.Add(_projectPath);
        command.Add(_manifest);
    }

    /// <summary>The folder of the manifest or AppHost that was named, or of the AppHost that is here; <see langword="null"/> when there is neither.</summary>
    /// <exception cref="UserErrorException">What was named does not exist, or there are several AppHosts.</exception>
    public SourceFolder? FindIfAny(ParseResult arguments) => _manifest.Directory(arguments) is { } directory
        ? new(directory, null)
        : _projectPath.FindIfAny(arguments) is { } project ? SourceFolder.Of(project) : null;
}
