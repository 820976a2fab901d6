using CliWrap;
using CliWrap.Buffered;

namespace Cluster.Tests;

/// <summary>The command line tool, as a program of its own.</summary>
internal static class Aspirate
{
    /// <summary>Runs a command that is expected to succeed.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var result = await TryAsync(arguments, cancellationToken);
        result.ExitCode.ShouldBe(0, $"aspirate {string.Join(' ', arguments)}\n{result.StandardOutput}\n{result.StandardError}");
        return result.StandardOutput;
    }

    public static async Task<BufferedCommandResult> TryAsync(IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        await Command(arguments).ExecuteBufferedAsync(cancellationToken);

    /// <summary>The program, not started yet.</summary>
    public static Command Command(IEnumerable<string> arguments) => Cli.Wrap("dotnet")
        .WithArguments(["exec", Repository.Aspirate, .. arguments])
        .WithWorkingDirectory(Repository.Root)
        .WithValidation(CommandResultValidation.None);
}
