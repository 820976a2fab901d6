using System.Net;

namespace Cluster.Tests.Small;

/// <summary>One request after the other, from its start until it is stopped: shows which version answered what.</summary>
internal sealed class VersionTraffic : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly Task<IReadOnlyList<(string? Version, HttpStatusCode Status)>> _answers;

    private VersionTraffic(CancellationTokenSource stop, Task<IReadOnlyList<(string? Version, HttpStatusCode Status)>> answers) => (_stop, _answers) = (stop, answers);

    public static VersionTraffic Start(HttpClient client, CancellationToken cancellationToken)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        return new(stop, Task.Run(() => SendAsync(client, stop.Token, cancellationToken), cancellationToken));
    }

    /// <summary>Lets the request that is under way end, and sends no further one.</summary>
    /// <exception cref="HttpRequestException">A request got no answer at all.</exception>
    public async Task<IReadOnlyList<(string? Version, HttpStatusCode Status)>> StopAsync()
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

    private static async Task<IReadOnlyList<(string? Version, HttpStatusCode Status)>> SendAsync(HttpClient client, CancellationToken stop, CancellationToken cancellationToken)
    {
        var answers = new List<(string?, HttpStatusCode)>();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!stop.IsCancellationRequested && await pace.WaitForNextTickAsync(cancellationToken))
        {
            using var response = await client.GetAsync("/", cancellationToken);
            answers.Add((response.Headers.TryGetValues(WebApplication.VersionHeader, out var version) ? string.Join(',', version) : null, response.StatusCode));
        }

        return answers;
    }
}
