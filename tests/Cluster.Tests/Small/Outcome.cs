using CliWrap.Buffered;

namespace Cluster.Tests.Small;

/// <summary>What is expected of a command's end.</summary>
internal static class Outcome
{
    public static void ShouldSucceed(this BufferedCommandResult result) => result.ExitCode.ShouldBe(0, All(result));

    /// <summary>It has ended with the exit code, and has told a person why.</summary>
    public static void ShouldFail(this BufferedCommandResult result, int exitCode, params string[] told)
    {
        result.ExitCode.ShouldBe(exitCode, All(result));
        foreach (var words in told)
        {
            result.StandardError.ShouldContain(words, Case.Sensitive, All(result));
        }

        // Nobody at a command line has use for a stack trace.
        result.StandardError.ShouldNotContain("   at ", Case.Sensitive);
        result.StandardError.ShouldNotContain("Exception", Case.Sensitive);
    }

    private static string All(BufferedCommandResult result) => $"exit code {result.ExitCode}\n{result.StandardOutput}\n{result.StandardError}";
}
