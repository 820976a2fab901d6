namespace Aspire.Hosting.CommandLine;

/// <summary>The command line asked for nothing but an answer, such as <c>--help</c>, and got it.</summary>
internal sealed class CommandLineHandledException(int exitCode) : Exception
{
    internal int ExitCode => exitCode;
}
