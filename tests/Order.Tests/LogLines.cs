using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Order.Tests;

/// <summary>What a replica logs, line by line, to be waited for.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    /// <summary>Waits for the next line that has <paramref name="part"/> in it; each is found once.</summary>
    public async Task WaitForAsync(string part, CancellationToken cancellationToken)
    {
        while (!(await _lines.Reader.ReadAsync(cancellationToken)).Contains(part, StringComparison.Ordinal))
        {
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Writer.TryWrite(formatter(state, exception));

    public void Dispose()
    {
    }
}
