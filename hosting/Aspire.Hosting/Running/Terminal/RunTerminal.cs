using Spectre.Console;

namespace Aspire.Hosting.Running.Terminal;

/// <summary>The terminal of this run: none in tests, plain lines where nobody looks, a table where somebody does.</summary>
internal sealed class RunTerminal(RunnerOptions options)
{
    public IRunTerminal? Terminal { get; } = !options.IsInteractive ? null
        : Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi ? new PlainTerminal(Console.Out, Console.Error)
        : new InteractiveTerminal(AnsiConsole.Console, options.ShowLogs);
}
