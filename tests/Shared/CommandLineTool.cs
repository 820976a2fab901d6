using System.Diagnostics;

namespace Tests;

/// <summary>kubectl or helm, from KUBE_BIN or the PATH; a test that needs one is skipped where there is none.</summary>
internal static class CommandLineTool
{
    public static async Task<string> RunAsync(string name, params string[] arguments)
    {
        var folders = $"{Environment.GetEnvironmentVariable("KUBE_BIN")}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}".Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var file = folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(file is null, $"{name} is not installed");

        var start = new ProcessStartInfo(file!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, $"{name} {string.Join(' ', arguments)}: {await error}{await output}");
        return await output;
    }
}
