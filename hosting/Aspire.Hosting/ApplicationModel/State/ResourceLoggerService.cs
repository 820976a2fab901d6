using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The console output of all resources: written by whoever runs them, read by everybody else.</summary>
/// <param name="timeProvider">The clock that stamps lines; the system's by default.</param>
public sealed class ResourceLoggerService(TimeProvider? timeProvider = null) : IDisposable
{
    private readonly TimeProvider _timeProvider = timeProvider ?? TimeProvider.System;
    private readonly ConcurrentDictionary<string, ResourceLog> _logs = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _lock = new();
    private readonly List<Channel<LogSubscriber>> _subscriberWatchers = [];

    /// <summary>Gets the log that a resource without replicas is written to.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>The log.</returns>
    public ILogger GetLogger(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);

        return GetLogger(resource.Name);
    }

    /// <summary>Gets the log that a resource or replica is written to.</summary>
    /// <param name="resourceName">The replica's id, or the resource's name.</param>
    /// <returns>The log.</returns>
    public ILogger GetLogger(string resourceName) => LogOf(resourceName);

    /// <summary>Watches the output of a resource: first what there is, then every new line. Ends when the output is complete.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>The lines, several at a time.</returns>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);

        return WatchAsync(resource.Name);
    }

    /// <summary>Watches the output of a resource or replica: first what there is, then every new line. Ends when the output is complete.</summary>
    /// <param name="resourceName">The replica's id, or the resource's name.</param>
    /// <returns>The lines, several at a time.</returns>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName) => LogOf(resourceName).WatchAsync();

    /// <summary>Gets the output of a resource so far.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>The lines.</returns>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);

        return GetAllAsync(resource.Name);
    }

    /// <summary>Gets the output of a resource or replica so far.</summary>
    /// <param name="resourceName">The replica's id, or the resource's name.</param>
    /// <returns>The lines.</returns>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName)
    {
        return AsyncEnumerable();

        async IAsyncEnumerable<IReadOnlyList<LogLine>> AsyncEnumerable()
        {
            await Task.CompletedTask;
            if (LogOf(resourceName).Backlog() is { Count: > 0 } backlog)
            {
                yield return backlog;
            }
        }
    }

    /// <summary>Watches whose output is read by anybody.</summary>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <returns>The changes.</returns>
    public async IAsyncEnumerable<LogSubscriber> WatchAnySubscribersAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<LogSubscriber>(new UnboundedChannelOptions { SingleReader = true });
        lock (_lock)
        {
            foreach (var log in _logs.Values.Where(log => log.HasWatchers))
            {
                channel.Writer.TryWrite(new LogSubscriber(log.Name, true));
            }

            _subscriberWatchers.Add(channel);
        }

        try
        {
            await foreach (var subscriber in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return subscriber;
            }
        }
        finally
        {
            lock (_lock)
            {
                _subscriberWatchers.Remove(channel);
            }
        }
    }

    /// <summary>Says that no more lines will come, so that watchers end.</summary>
    /// <param name="resource">The resource.</param>
    public void Complete(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);

        Complete(resource.Name);
    }

    /// <summary>Says that no more lines will come, so that watchers end.</summary>
    /// <param name="name">The replica's id, or the resource's name.</param>
    public void Complete(string name) => LogOf(name).Complete();

    /// <summary>Forgets the lines so far.</summary>
    /// <param name="resourceName">The replica's id, or the resource's name.</param>
    public void ClearBacklog(string resourceName) => LogOf(resourceName).Clear();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var log in _logs.Values)
        {
            log.Complete();
        }
    }

    private ResourceLog LogOf(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);

        return _logs.GetOrAdd(name, static (name, service) => new ResourceLog(name, service._timeProvider, service.OnSubscribersChanged), this);
    }

    private void OnSubscribersChanged(LogSubscriber subscriber)
    {
        lock (_lock)
        {
            foreach (var watcher in _subscriberWatchers)
            {
                watcher.Writer.TryWrite(subscriber);
            }
        }
    }
}
