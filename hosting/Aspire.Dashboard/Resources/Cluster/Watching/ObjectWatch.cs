using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Aspire.Dashboard.Resources.Cluster.Watching;

/// <summary>
/// Keeps up with the objects of one kind: lists them, then follows their changes from the list's version on. It lists anew when the
/// server has forgotten that version, and comes back, ever more slowly, when the server does not answer.
/// </summary>
/// <remarks><see href="https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes"/></remarks>
internal sealed partial class ObjectWatch<T>(ObjectKind<T> kind, Action changed, TimeProvider time, ILogger logger) : IObjectWatch
    where T : IKubernetesObject<V1ObjectMeta>
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RefusedRetry = TimeSpan.FromSeconds(30);

    // A watch that was cut off without a word is noticed when it has outlived the time that the server was asked to end it after.
    private static readonly TimeSpan LongestAnswer = ObjectKinds.WatchTime + TimeSpan.FromSeconds(30);

    private ConcurrentDictionary<string, T> _objects = new(StringComparer.Ordinal);
    private WatchState _state;

    public WatchState State => _state;

    /// <summary>Those known, in no order.</summary>
    public IReadOnlyCollection<T> Objects => (IReadOnlyCollection<T>)Volatile.Read(ref _objects).Values;

    /// <summary>One of those known; null when there is none of that name.</summary>
    public T? Find(string name) => Volatile.Read(ref _objects).GetValueOrDefault(name);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        string? version = null;
        var delay = FirstRetry;

        while (!cancellationToken.IsCancellationRequested)
        {
            var began = time.GetTimestamp();

            try
            {
                version ??= await ListAsync(cancellationToken);
                SetState(WatchState.Live);
                version = await WatchAsync(version, cancellationToken);
            }
            catch (HttpOperationException refused) when (refused.Response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            {
                version = null;

                if (_state != WatchState.Refused)
                {
                    LogRefused(logger, kind.Resource);
                    SetState(WatchState.Refused);
                }

                delay = RefusedRetry;
            }
            catch (HttpOperationException forgotten) when (forgotten.Response.StatusCode is HttpStatusCode.Gone)
            {
                version = null;
            }
            catch (Exception lost) when (!cancellationToken.IsCancellationRequested
                && lost is HttpOperationException or HttpRequestException or IOException or KubernetesException or JsonException or OperationCanceledException)
            {
                LogLost(logger, kind.Resource, lost.Message);
                SetState(_state is WatchState.Live ? WatchState.Lost : _state);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            if (_state == WatchState.Live && time.GetElapsedTime(began) > LongestRetry)
            {
                // It went well for long: the server ends a watch from time to time.
                delay = FirstRetry;
                continue;
            }

            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, LongestRetry.Ticks));
        }
    }

    private async Task<string> ListAsync(CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(LongestAnswer);
        var listed = new ConcurrentDictionary<string, T>(StringComparer.Ordinal);
        string? next = null;
        string version;

        do
        {
            var page = await kind.List(next, limited.Token);

            foreach (var item in page.Items)
            {
                listed[item.Metadata.Name] = Slim(item);
            }

            next = page.List.ContinueProperty;
            version = page.List.ResourceVersion;
        }
        while (!string.IsNullOrEmpty(next));

        Volatile.Write(ref _objects, listed);
        changed();
        return version;
    }

    /// <summary>Follows changes until the server ends it.</summary>
    /// <returns>The version to go on from; null when it is to be listed anew.</returns>
    private async Task<string?> WatchAsync(string version, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(LongestAnswer);
        Exception? error = null;

        await foreach (var (type, item) in kind.Watch(version, reported => error ??= reported, limited.Token))
        {
            if (error is not null)
            {
                break;
            }

            version = item.Metadata.ResourceVersion;

            switch (type)
            {
                case WatchEventType.Added or WatchEventType.Modified:
                    _objects[item.Metadata.Name] = Slim(item);
                    changed();
                    break;
                case WatchEventType.Deleted:
                    _objects.TryRemove(item.Metadata.Name, out _);
                    changed();
                    break;
            }
        }

        return error switch
        {
            null => version,
            KubernetesException { Status.Code: (int)HttpStatusCode.Gone } => null,
            _ => throw error,
        };
    }

    /// <summary>Who wrote which field when is the larger part of an object, and nobody asks for it here.</summary>
    private static T Slim(T item)
    {
        item.Metadata.ManagedFields = null;
        item.Metadata.Annotations?.Remove("kubectl.kubernetes.io/last-applied-configuration");
        return item;
    }

    private void SetState(WatchState state)
    {
        if (_state != state)
        {
            _state = state;
            changed();
        }
    }

    [LoggerMessage(LogLevel.Warning, "The Kubernetes API refuses to list and watch {Resource}: the dashboard's Role has to allow both. They are missing from the pages.")]
    private static partial void LogRefused(ILogger logger, string resource);

    [LoggerMessage(LogLevel.Debug, "The watch of {Resource} was lost: {Reason}")]
    private static partial void LogLost(ILogger logger, string resource, string reason);
}
