using System.Diagnostics;

namespace Tests;

/// <summary>kubectl or helm, from KUBE_BIN or the PATH; a test that needs one is skipped where there is none.</summary>
internal static class CommandLineTool
{
    /// <returns>What it has printed.</returns>
    public static async Task<string> RunAsync(string name, params string[] arguments)
    {
        var (exitCode, output, error) = await StartAsync(name, arguments);
        exitCode.ShouldBe(0, $"{name} {string.Join(' ', arguments)}: {error}{output}");
        return output;
    }

    /// <returns>What it has complained of.</returns>
    public static async Task<string> FailAsync(string name, params string[] arguments)
    {
        var (exitCode, output, error) = await StartAsync(name, arguments);
        exitCode.ShouldNotBe(0, output);
        return error;
    }

    private static async Task<(int ExitCode, string Output, string Error)> StartAsync(string name, string[] arguments)
    {
        var folders = $"{Environment.GetEnvironmentVariable("KUBE_BIN")}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}".Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var file = folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(file is null, $"{name} is not installed");

        var start = new ProcessStartInfo(file!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
