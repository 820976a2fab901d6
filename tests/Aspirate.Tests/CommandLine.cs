using Aspirate.Commands;

namespace Aspirate.Tests;

/// <summary>Runs the tool in this process, as its own entry point does.</summary>
internal sealed record CommandLine(int ExitCode, string Output, string Error)
{
    public static async Task<CommandLine> RunAsync(params string[] arguments)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var exitCode = await AspirateCommandLine.InvokeAsync(arguments, output, error);
        return new(exitCode, output.ToString(), error.ToString());
    }
}
