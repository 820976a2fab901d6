using System.Net;

namespace Tests.Journeys;

/// <summary>One request after the other, at most a hundred a second, from its start until it is stopped: shows what users notice of what happens meanwhile.</summary>
internal sealed class SteadyTraffic : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly Task<IReadOnlyList<HttpStatusCode>> _answers;

    private SteadyTraffic(CancellationTokenSource stop, Task<IReadOnlyList<HttpStatusCode>> answers) => (_stop, _answers) = (stop, answers);

    public static SteadyTraffic Start(HttpClient client, string path, CancellationToken cancellationToken)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        return new(stop, Task.Run(() => SendAsync(client, path, stop.Token, cancellationToken), cancellationToken));
    }

    /// <summary>Lets the request that is under way end, and sends no further one.</summary>
    /// <returns>The status of every answer, in order.</returns>
    /// <exception cref="HttpRequestException">A request got no answer at all.</exception>
    public async Task<IReadOnlyList<HttpStatusCode>> StopAsync()
    {
        await _stop.CancelAsync();
        return await _answers;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();

        // A test that has failed for another reason shows that reason.
        await ((Task)_answers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static async Task<IReadOnlyList<HttpStatusCode>> SendAsync(HttpClient client, string path, CancellationToken stop, CancellationToken cancellationToken)
    {
        var statuses = new List<HttpStatusCode>();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!stop.IsCancellationRequested && await pace.WaitForNextTickAsync(cancellationToken))
        {
            using var response = await client.GetAsync(path, cancellationToken);
            statuses.Add(response.StatusCode);
        }

        return statuses;
    }
}
