using System.Net;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.LocalCluster.Gateway;

namespace Aspire.Hosting.LocalCluster.Tests.Gateway;

public sealed class ReadinessProberTests : IDisposable
{
    private readonly Answers _answers = new();
    private readonly HttpMessageInvoker _client;
    private readonly ReplicaPool _pool = new(ModelOf.EndpointWithProbe("auth", "/health", periodSeconds: 60), TimeProvider.System);

    public ReadinessProberTests() => _client = new(_answers, disposeHandler: false);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_replica_is_ready_once_its_probe_succeeds()
    {
        var replica = _pool.Update("auth-one", ModelOf.Replica(KnownResourceStates.Running, 41234)).ShouldNotBeNull();
        _answers.Next = () => throw new HttpRequestException("Nobody listens.");
        var watch = new ReadinessProber(_client, TimeProvider.System).WatchAsync(_pool, replica);
        await _answers.UntilAskedAsync(2, Cancellation);
        _pool.HasReady.ShouldBeFalse();

        _answers.Next = () => HttpStatusCode.ServiceUnavailable;
        await _answers.UntilAskedAsync(2, Cancellation);
        _pool.HasReady.ShouldBeFalse();

        _answers.Next = () => HttpStatusCode.OK;
        (await _pool.SelectAsync(new HashSet<Replica>(), Cancellation)).ShouldBe(replica);
        _answers.Asked.ShouldBe(new Uri("http://localhost:41234/health"));

        replica.Dispose();
        await watch.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task One_that_is_found_away_is_asked_at_once_and_not_after_its_period()
    {
        var replica = _pool.Update("auth-one", ModelOf.Replica(KnownResourceStates.Running, 41234)).ShouldNotBeNull();
        var watch = new ReadinessProber(_client, TimeProvider.System).WatchAsync(_pool, replica);
        (await _pool.SelectAsync(new HashSet<Replica>(), Cancellation)).ShouldBe(replica);

        _pool.SetReady(replica, false);
        replica.FindAway();

        // The period is a minute, and a request's patience five seconds.
        (await _pool.SelectAsync(new HashSet<Replica>(), Cancellation)).ShouldBe(replica);
        replica.Dispose();
        await watch.WaitAsync(Cancellation);
    }

    public void Dispose()
    {
        _client.Dispose();
        _answers.Dispose();
    }

    private sealed class Answers : HttpMessageHandler
    {
        private readonly SemaphoreSlim _asked = new(0);

        public Func<HttpStatusCode> Next { get; set; } = () => HttpStatusCode.OK;

        public Uri? Asked { get; private set; }

        public async Task UntilAskedAsync(int times, CancellationToken cancellationToken)
        {
            for (var i = 0; i < times; i++)
            {
                await _asked.WaitAsync(cancellationToken);
            }
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked = request.RequestUri;
            _asked.Release();
            return Task.FromResult(new HttpResponseMessage(Next()));
        }

        protected override void Dispose(bool disposing)
        {
            _asked.Dispose();
            base.Dispose(disposing);
        }
    }
}
