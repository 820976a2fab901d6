using Spectre.Console;
using Spectre.Console.Rendering;

namespace Aspirate.Rollouts;

/// <summary>Decides whether somebody looks at the output.</summary>
internal static class TerminalOutput
{
    /// <summary>The terminal that the output goes to, where a table can be drawn in place; null for files, pipes and build servers.</summary>
    /// <remarks>Colours are left out where <c>NO_COLOR</c> is set; Spectre.Console sees to it.</remarks>
    public static IAnsiConsole? Interactive(TextWriter output) =>
        ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities is { Ansi: true, Interactive: true } ? AnsiConsole.Console : null;

    /// <summary>A console for text with colours: those of the terminal, or none where the output is something else.</summary>
    public static IAnsiConsole Styled(TextWriter output)
    {
        if (ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected)
        {
            return AnsiConsole.Console;
        }

        return Plain(output);
    }

    /// <summary>Tells of work that says nothing itself: on a terminal with the time that it has taken, which goes when it is done.</summary>
    public static async Task ShowWorkAsync(string description, Func<Task> work, TextWriter output)
    {
        if (Interactive(output) is not { } terminal)
        {
            await output.WriteLineAsync($"{description} ...");
            await work();
            return;
        }

        await terminal.Progress().AutoClear(true).Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ElapsedTimeColumn()).StartAsync(async context =>
        {
            context.AddTask(Markup.Escape(description)).IsIndeterminate();
            await work();
        });
    }

    /// <summary>Writes something that has columns; where nobody looks, without the blanks that fill up its lines.</summary>
    public static async Task WriteAsync(IRenderable content, TextWriter output)
    {
        if (ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected)
        {
            AnsiConsole.Console.Write(content);
            return;
        }

        var text = new StringWriter();
        Plain(text).Write(content);
        foreach (var line in text.ToString().TrimEnd().Split(Environment.NewLine))
        {
            await output.WriteLineAsync(line.TrimEnd());
        }
    }

    private static IAnsiConsole Plain(TextWriter output)
    {
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(output) });

        // A pipe has no width: nothing is to be folded or cut.
        console.Profile.Width = 400;
        return console;
    }
}
