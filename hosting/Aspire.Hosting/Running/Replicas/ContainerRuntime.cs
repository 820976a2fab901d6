using System.ComponentModel;
using System.Diagnostics;

namespace Aspire.Hosting.Running.Replicas;

/// <summary>Finds a container runtime that answers: Docker, then Podman, or what <c>ASPIRE_CONTAINER_RUNTIME</c> says.</summary>
internal sealed class ContainerRuntime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lazy<Task<string?>> _program = new(FindAsync);

    /// <returns>The program's name, or <see langword="null"/> if none answers.</returns>
    public Task<string?> FindProgramAsync() => _program.Value;

    private static async Task<string?> FindAsync()
    {
        string[] candidates = Environment.GetEnvironmentVariable("ASPIRE_CONTAINER_RUNTIME") is { Length: > 0 } chosen ? [chosen] : ["docker", "podman"];

        foreach (var candidate in candidates)
        {
            if (await AnswersAsync(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    // The program alone is not enough: Docker's needs its daemon.
    private static async Task<bool> AnswersAsync(string program)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, ["version", "--format", "{{.Server.Version}}"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
            using var patience = new CancellationTokenSource(Patience);
            await process!.WaitForExitAsync(patience.Token);
            return process.ExitCode == 0;
        }
        catch (Exception exception) when (exception is Win32Exception or OperationCanceledException)
        {
            return false;
        }
    }
}
