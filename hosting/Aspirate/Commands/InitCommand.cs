using System.CommandLine;
using Aspirate.AppHosts;
using Aspirate.Settings;

namespace Aspirate.Commands;

/// <summary><c>aspirate init</c>: remembers a project's choices beside its AppHost.</summary>
internal sealed class InitCommand : Command
{
    private readonly ProjectPathOption _projectPath = new();
    private readonly ImageOptions _images = new();

    public InitCommand()
        : base("init", "Remember registry, repository prefix and tag of this application's images in aspirate.json")
    {
        Add(_projectPath);
        Add(new NonInteractiveOption());
        _images.AddTo(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var project = AppHostLocator.Find(arguments.GetRequiredValue(_projectPath));
        var settings = await SettingsFile.ReadAsync(project.Directory, cancellationToken);
        await SettingsFile.WriteAsync(
            project.Directory,
            settings with { ContainerSettings = _images.Read(arguments, settings.ContainerSettings) },
            cancellationToken);

        await arguments.InvocationConfiguration.Output.WriteLineAsync($"Wrote {SettingsFile.PathIn(project.Directory)}");
        return ExitCodes.Success;
    }
}
