using Aspire.Hosting.CommandLine;

namespace Aspire.Hosting;

/// <summary>Shows what the user has to correct, calmly.</summary>
internal static class UserMistakes
{
    private static int _installed;

    /// <summary>
    /// The model is built by the program itself, before <see cref="DistributedApplication.Run"/>: what it throws there
    /// would be shown as a crash.
    /// </summary>
    internal static void ShowWithoutStackTrace()
    {
        if (Interlocked.Exchange(ref _installed, 1) == 0)
        {
            AppDomain.CurrentDomain.UnhandledException += static (_, args) =>
            {
                switch (args.ExceptionObject)
                {
                    case CommandLineHandledException handled:
                        Environment.Exit(handled.ExitCode);
                        break;

                    case DistributedApplicationException mistake:
                        Show(mistake, Environment.GetCommandLineArgs().Contains("--include-exception-details"));
                        Environment.Exit(1);
                        break;
                }
            };
        }
    }

    internal static void Show(Exception exception, bool details)
    {
        Console.Error.WriteLine($"error: {(details ? exception.ToString() : exception.Message)}");
        Environment.ExitCode = 1;
    }
}
