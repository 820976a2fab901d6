using CliWrap;

namespace Aspirate.AppHosts;

/// <summary>Builds AppHosts and runs their publishing steps, as child processes.</summary>
internal sealed class AppHostRunner(TextWriter error)
{
    /// <exception cref="UserErrorException">The project does not build; the compiler's errors were shown.</exception>
    public async Task BuildAsync(AppHostProject project, string? configuration, CancellationToken cancellationToken)
    {
        var log = new StringWriter();
        var result = await Dotnet(
            ["build", project.File, "--nologo", "-v", "quiet", "-consoleLoggerParameters:NoSummary", .. Configuration(configuration)], project.Directory)
            .WithStandardOutputPipe(PipeTarget.ToDelegate(log.WriteLine))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(log.WriteLine))
            .ExecuteAsync(cancellationToken);

        if (result.ExitCode != 0)
        {
            await error.WriteAsync(log.ToString());
            throw new UserErrorException($"{project.Name} does not build. Mend the errors above and run the command again.");
        }
    }

    /// <summary>Has the AppHost publish everything it has into <paramref name="directory"/>.</summary>
    /// <exception cref="UserErrorException">It could not; what it said was passed on.</exception>
    public Task PublishAsync(AppHostProgram program, AppHostProject project, string directory, IEnumerable<string> settings, CancellationToken cancellationToken) =>
        RunAsync(program, project, ["--operation", "publish", "--step", "publish", "--output-path", directory, .. settings], cancellationToken);

    /// <summary>Has the AppHost write its <c>aspire-manifest.json</c>.</summary>
    /// <exception cref="UserErrorException">It could not; what it said was passed on.</exception>
    public Task WriteManifestAsync(AppHostProgram program, AppHostProject project, string file, CancellationToken cancellationToken) =>
        RunAsync(program, project, ["--publisher", "manifest", "--output-path", file], cancellationToken);

    private async Task RunAsync(AppHostProgram program, AppHostProject project, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var output = new StringWriter();
        var result = await Dotnet(["exec", program.Assembly, .. arguments], project.Directory)
            // A process that lives for half a second gains nothing from counting which code runs often.
            .WithEnvironmentVariables(environment => environment.Set("DOTNET_TieredPGO", "0"))
            .WithStandardOutputPipe(PipeTarget.ToDelegate(output.WriteLine))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(output.WriteLine))
            .ExecuteAsync(cancellationToken);

        if (result.ExitCode != 0)
        {
            await error.WriteAsync(output.ToString());
            throw new UserErrorException($"{project.Name} could not be published, see above; nothing was written.");
        }
    }

    private static Command Dotnet(IEnumerable<string> arguments, string directory) => Cli.Wrap("dotnet")
        .WithArguments(arguments)
        .WithWorkingDirectory(directory)
        .WithValidation(CommandResultValidation.None);

    private static IEnumerable<string> Configuration(string? configuration) => configuration is null ? [] : ["--configuration", configuration];
}
