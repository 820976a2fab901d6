using System.Diagnostics;
using System.Text;
using TestAppHost;

namespace Aspire.Hosting.Tests.Running;

/// <summary>The test AppHost as a program of its own, as a user starts it.</summary>
internal sealed class AppHostProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AppHostProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public static AppHostProcess Start(string scenario, int port, params string[] args)
    {
        // Each test has an AppHost of its own, unless it says otherwise.
        string[] all = [scenario, $"{port}", $"--AppHost:LockName={Guid.NewGuid():N}", .. args];
        var start = new ProcessStartInfo("dotnet", ["exec", BuiltPrograms.TestAppHostAssembly, .. all])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PARAMETERS__UNUSED"] = "must not be inherited";
        return new(Process.Start(start)!);
    }

    public async Task UntilReadyAsync(CancellationToken cancellationToken)
    {
        var exited = _process.WaitForExitAsync(cancellationToken);

        if (await Task.WhenAny(_ready.Task, exited) == exited)
        {
            throw new InvalidOperationException($"The AppHost ended with {_process.ExitCode}: {Output}");
        }
    }

    /// <returns>Its exit code.</returns>
    public async Task<int> UntilExitAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (line.StartsWith("Ready after", StringComparison.Ordinal))
        {
            _ready.TrySetResult();
        }
    }
}
