using System.Text;
using System.Threading.Channels;
using CliWrap;

namespace Cluster.Tests.Small;

/// <summary>A command that runs until somebody presses Ctrl+C.</summary>
internal sealed class RunningCommand : IAsyncDisposable
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder _error = new();
    private readonly CancellationTokenSource _killed = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
    private readonly CommandTask<CommandResult> _task;

    private RunningCommand(Command command) =>
        _task = (command | (PipeTarget.ToDelegate(line => _lines.Writer.TryWrite(line)), PipeTarget.ToStringBuilder(_error))).ExecuteAsync(_killed.Token);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static RunningCommand Start(Command command) => new(command);

    /// <summary>Waits until it prints a line with <paramref name="text"/>, after those that were waited for before.</summary>
    public async Task PrintsAsync(string text)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var printed = WaitAsync(text, either.Token);
        if (await Task.WhenAny(printed, _task.Task) != printed)
        {
            await either.CancelAsync();
            Assert.Fail($"It ended with exit code {(await _task).ExitCode} and has not printed '{text}'.\n{_error}");
        }

        await printed;
    }

    /// <summary>Presses Ctrl+C.</summary>
    /// <returns>How it ended, and what it had to say.</returns>
    public Task<(int ExitCode, string Error)> InterruptAsync() => SignalAsync("-INT");

    /// <summary>Ends it without letting it do or say anything more.</summary>
    public Task KillAsync() => SignalAsync("-KILL");

    /// <summary>Waits until it has ended by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync() => (await _task).ExitCode;

    /// <summary>Kills it when it still runs, as after a test that has failed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _killed.CancelAsync();
        await ((Task)_task.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _task.Dispose();
        _killed.Dispose();
    }

    private async Task<(int ExitCode, string Error)> SignalAsync(string signal)
    {
        await Cli.Wrap("kill").WithArguments([signal, $"{_task.ProcessId}"]).ExecuteAsync(Cancellation);
        return ((await _task).ExitCode, _error.ToString());
    }

    private async Task WaitAsync(string text, CancellationToken cancellationToken)
    {
        await foreach (var line in _lines.Reader.ReadAllAsync(cancellationToken))
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }
    }
}
