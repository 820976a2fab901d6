using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The console output of one resource or replica: the newest lines, and those who watch.</summary>
internal sealed class ResourceLog(string name, TimeProvider timeProvider, Action<LogSubscriber> subscribersChanged) : ILogger
{
    private const int Capacity = 10_000;

    private readonly Lock _lock = new();
    private readonly Queue<LogLine> _backlog = new();
    private readonly List<Channel<LogLine>> _watchers = [];
    private int _lines;

    internal string Name => name;

    internal bool HasWatchers
    {
        get
        {
            lock (_lock)
            {
                return _watchers.Count > 0;
            }
        }
    }

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var text = formatter(state, exception) + (exception is null ? "" : $"{Environment.NewLine}{exception}");
        var time = timeProvider.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

        lock (_lock)
        {
            var line = new LogLine(++_lines, $"{time} {text}", logLevel >= LogLevel.Error);
            if (_backlog.Count == Capacity)
            {
                _backlog.Dequeue();
            }

            _backlog.Enqueue(line);
            foreach (var watcher in _watchers)
            {
                watcher.Writer.TryWrite(line);
            }
        }
    }

    internal IReadOnlyList<LogLine> Backlog()
    {
        lock (_lock)
        {
            return [.. _backlog];
        }
    }

    internal void Clear()
    {
        lock (_lock)
        {
            _backlog.Clear();
        }
    }

    internal void Complete()
    {
        lock (_lock)
        {
            foreach (var watcher in _watchers)
            {
                watcher.Writer.TryComplete();
            }
        }
    }

    internal async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<LogLine>(new UnboundedChannelOptions { SingleReader = true });
        bool first;
        lock (_lock)
        {
            foreach (var line in _backlog)
            {
                channel.Writer.TryWrite(line);
            }

            first = _watchers.Count == 0;
            _watchers.Add(channel);
        }

        if (first)
        {
            subscribersChanged(new LogSubscriber(name, true));
        }

        try
        {
            while (await channel.Reader.WaitToReadAsync(cancellationToken))
            {
                var lines = new List<LogLine>();
                while (channel.Reader.TryRead(out var line))
                {
                    lines.Add(line);
                }

                yield return lines;
            }
        }
        finally
        {
            bool last;
            lock (_lock)
            {
                _watchers.Remove(channel);
                last = _watchers.Count == 0;
            }

            if (last)
            {
                subscribersChanged(new LogSubscriber(name, false));
            }
        }
    }
}
