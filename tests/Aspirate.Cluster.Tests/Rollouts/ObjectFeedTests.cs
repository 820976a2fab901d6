using System.Net;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Aspirate.Cluster.Rollouts.Watching;
using k8s;
using k8s.Models;

namespace Aspirate.Cluster.Tests.Rollouts;

/// <summary>A list, and watches from there on, whatever ends them.</summary>
public sealed class ObjectFeedTests
{
    private readonly Channel<(string Version, ChannelWriter<object> Events)> _watches = Channel.CreateUnbounded<(string, ChannelWriter<object>)>();
    private readonly Queue<(string[] Names, string Version)> _lists = [];

    [Fact]
    public async Task Changes_follow_the_list()
    {
        _lists.Enqueue((["a"], "10"));
        await using var feed = Follow();

        (await feed.NextAsync()).ShouldBe(["a"]);
        var next = feed.NextAsync();
        var (version, events) = await WatchAsync();
        version.ShouldBe("10");
        events.TryWrite((WatchEventType.Added, Pod("b", "11")));
        (await next).ShouldBe(["a", "b"]);
        events.TryWrite((WatchEventType.Deleted, Pod("a", "12")));
        (await feed.NextAsync()).ShouldBe(["b"]);
    }

    [Fact]
    public async Task A_watch_that_the_server_ends_is_continued_where_it_was()
    {
        _lists.Enqueue((["a"], "10"));
        await using var feed = Follow();
        await feed.NextAsync();

        var next = feed.NextAsync();
        var (_, events) = await WatchAsync();
        events.TryWrite((WatchEventType.Bookmark, Pod("", "40")));
        events.Complete();

        var (version, continued) = await WatchAsync();
        version.ShouldBe("40");
        continued.TryWrite((WatchEventType.Added, Pod("b", "41")));
        (await next).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_version_that_the_server_has_forgotten_leads_to_a_new_list()
    {
        _lists.Enqueue((["a"], "10"));
        _lists.Enqueue((["c"], "90"));
        await using var feed = Follow();
        await feed.NextAsync();

        var next = feed.NextAsync();
        var (_, events) = await WatchAsync();
        events.TryWrite(new KubernetesException(new V1Status { Code = (int)HttpStatusCode.Gone, Reason = "Expired" }));
        events.Complete();

        (await next).ShouldBe(["c"], "what was deleted meanwhile is forgotten");
        next = feed.NextAsync();
        var (version, continued) = await WatchAsync();
        version.ShouldBe("90");
        continued.TryWrite((WatchEventType.Deleted, Pod("c", "91")));
        (await next).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_connection_that_is_lost_is_made_anew()
    {
        _lists.Enqueue((["a"], "10"));
        await using var feed = Follow();
        await feed.NextAsync();

        var next = feed.NextAsync();
        var (_, events) = await WatchAsync();
        events.TryWrite((WatchEventType.Added, Pod("b", "11")));
        (await next).ShouldBe(["a", "b"]);
        next = feed.NextAsync();
        events.Complete(new IOException("The connection was reset."));

        var (version, continued) = await WatchAsync();
        version.ShouldBe("11");
        continued.TryWrite((WatchEventType.Added, Pod("c", "12")));
        (await next).ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public async Task A_watch_in_which_nothing_happened_is_begun_again()
    {
        _lists.Enqueue((["a"], "10"));
        await using var feed = Follow();
        await feed.NextAsync();

        var next = feed.NextAsync();
        var (_, events) = await WatchAsync();
        events.Complete(new System.Text.Json.JsonException("The input does not contain any JSON tokens."));

        var (version, continued) = await WatchAsync();
        version.ShouldBe("10");
        continued.TryWrite((WatchEventType.Added, Pod("b", "11")));
        (await next).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_missing_right_ends_it()
    {
        await using var feed = Follow(list: _ => throw new AccessDeniedException("'guest' may not list pods."));

        await Should.ThrowAsync<AccessDeniedException>(feed.NextAsync);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_at_first_ends_it()
    {
        await using var feed = Follow(list: _ => throw new ClusterException("Nothing listens there.", new HttpRequestException("refused")));

        await Should.ThrowAsync<ClusterException>(feed.NextAsync);
    }

    [Fact]
    public async Task Several_kinds_are_given_when_all_are_known_and_fail_together()
    {
        _lists.Enqueue((["a"], "10"));
        var first = new TaskCompletionSource<Func<ClusterObjects, ClusterObjects>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var other = new LateFeed(first.Task);
        await using var both = new NamespaceWatch([Feed(NextListAsync), other], TimeProvider.System).FollowAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);

        var known = both.MoveNextAsync().AsTask();
        await WatchAsync();
        known.IsCompleted.ShouldBeFalse("the other kind is not known yet");

        first.SetResult(objects => objects.With(new V1Job { Metadata = new() { Name = "job" } }));
        (await known).ShouldBeTrue();
        both.Current.Find<V1Pod>("a").ShouldNotBeNull();
        both.Current.Find<V1Job>("job").ShouldNotBeNull();

        other.Fail(new AccessDeniedException("'guest' may not watch jobs."));
        await Should.ThrowAsync<AccessDeniedException>(async () => await both.MoveNextAsync());
    }

    private static V1Pod Pod(string name, string version) => new() { Metadata = new() { Name = name, ResourceVersion = version } };

    private async Task<(string Version, ChannelWriter<object> Events)> WatchAsync() => await _watches.Reader.ReadAsync(TestContext.Current.CancellationToken);

    private Task<(IEnumerable<V1Pod>, string)> NextListAsync(CancellationToken cancellationToken)
    {
        var (names, version) = _lists.Dequeue();
        return Task.FromResult<(IEnumerable<V1Pod>, string)>(([.. names.Select(name => Pod(name, version))], version));
    }

    private ObjectFeed<V1Pod> Feed(ObjectFeed<V1Pod>.Lister list) => new(list, WatchAsync, TimeProvider.System);

    private Following Follow(ObjectFeed<V1Pod>.Lister? list = null) => new(Feed(list ?? NextListAsync).FollowAsync(TestContext.Current.CancellationToken));

    // The test writes what the server would send.
    private async IAsyncEnumerable<(WatchEventType, V1Pod)> WatchAsync(string version, Action<Exception> onError, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var events = Channel.CreateUnbounded<object>();
        _watches.Writer.TryWrite((version, events.Writer));
        await foreach (var entry in events.Reader.ReadAllAsync(cancellationToken))
        {
            if (entry is Exception error)
            {
                onError(error);
            }
            else
            {
                yield return ((WatchEventType, V1Pod))entry;
            }
        }
    }

    private sealed class Following(IAsyncEnumerable<Func<ClusterObjects, ClusterObjects>> changes) : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<Func<ClusterObjects, ClusterObjects>> _changes = changes.GetAsyncEnumerator(TestContext.Current.CancellationToken);
        private ClusterObjects _objects = ClusterObjects.None;

        public async Task<string[]> NextAsync()
        {
            (await _changes.MoveNextAsync()).ShouldBeTrue();
            _objects = _changes.Current(_objects);
            return [.. _objects.All<V1Pod>().Select(pod => pod.Metadata.Name)];
        }

        public ValueTask DisposeAsync() => _changes.DisposeAsync();
    }

    private sealed class LateFeed(Task<Func<ClusterObjects, ClusterObjects>> first) : IObjectFeed
    {
        private readonly TaskCompletionSource _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Fail(Exception exception) => _failure.SetException(exception);

        public Task<Func<ClusterObjects, ClusterObjects>> ReadAsync(CancellationToken cancellationToken) => first.WaitAsync(cancellationToken);

        public async IAsyncEnumerable<Func<ClusterObjects, ClusterObjects>> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            yield return await first.WaitAsync(cancellationToken);
            await _failure.Task.WaitAsync(cancellationToken);
        }
    }
}
