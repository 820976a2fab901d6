using System.Text.Json;
using Aspirate.Cluster;
using Aspirate.Cluster.Building;
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
            throw new UserErrorException($"{project.Name} does not build. Fix the errors above and run the command again.");
        }
    }

    /// <summary>Has the AppHost publish everything it has into <paramref name="directory"/>.</summary>
    /// <exception cref="UserErrorException">It could not; what it said was passed on.</exception>
    public Task PublishAsync(AppHostProgram program, AppHostProject project, string directory, IEnumerable<string> settings, CancellationToken cancellationToken) =>
        RunAsync(program, project, ["--operation", "publish", "--step", "publish", .. settings], directory, "could not be published", cancellationToken);

    /// <summary>Has the AppHost write its <c>aspire-manifest.json</c>.</summary>
    /// <exception cref="UserErrorException">It could not; what it said was passed on.</exception>
    public Task WriteManifestAsync(AppHostProgram program, AppHostProject project, string file, CancellationToken cancellationToken) =>
        RunAsync(program, project, ["--publisher", "manifest"], file, "could not be published", cancellationToken);

    /// <summary>
    /// Has the AppHost make values for parameters whose rule only it knows. They go through a file that nobody else can read and
    /// that is gone afterwards, never through a command line or what the AppHost prints.
    /// </summary>
    /// <exception cref="UserErrorException">It could not; what it said was passed on.</exception>
    public async Task<IReadOnlyDictionary<string, string>> MakeParametersAsync(AppHostProgram program, AppHostProject project, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        using var folder = new ScratchFolder();
        var file = Path.Combine(folder.Path, "parameters.json");
        string[] arguments = ["--operation", "publish", "--step", "make-parameters", $"--Kubernetes:Parameters={string.Join(',', names)}"];
        await RunAsync(program, project, arguments, file, "could not make the values of its parameters", cancellationToken);

        await using var values = File.OpenRead(file);
        return await JsonSerializer.DeserializeAsync(values, ParametersJsonContext.Default.DictionaryStringString, cancellationToken) ?? [];
    }

    private async Task RunAsync(AppHostProgram program, AppHostProject project, IEnumerable<string> arguments, string outputPath, string failure, CancellationToken cancellationToken)
    {
        var output = new StringWriter();
        var result = await Dotnet(["exec", program.Assembly, .. arguments, "--output-path", outputPath], project.Directory)
            // A process that lives for half a second gains nothing from counting which code runs often.
            .WithEnvironmentVariables(environment => environment.Set("DOTNET_TieredPGO", "0"))
            .WithStandardOutputPipe(PipeTarget.ToDelegate(output.WriteLine))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(output.WriteLine))
            .ExecuteAsync(cancellationToken);

        // An AppHost whose pipeline failed before it came to the step that was asked for exits with 0.
        if (result.ExitCode != 0 || !Path.Exists(outputPath))
        {
            await error.WriteAsync(output.ToString());
            throw new UserErrorException($"{project.Name} {failure}, see above; nothing was written.");
        }
    }

    private static Command Dotnet(IEnumerable<string> arguments, string directory) => Cli.Wrap("dotnet")
        .WithArguments(arguments)
        .WithWorkingDirectory(directory)
        .WithValidation(CommandResultValidation.None);

    private static IEnumerable<string> Configuration(string? configuration) => configuration is null ? [] : ["--configuration", configuration];
}
