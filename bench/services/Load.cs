using System.Diagnostics;
using System.Net;

namespace Services.Bench;

/// <summary>Clients that each ask again as soon as they are answered.</summary>
internal static class Load
{
    /// <summary>Counts answers after a warm-up. One of 429 or from 500 on ends the measurement with an exception.</summary>
    public static async Task<Measured> MeasureAsync(Uri address, BenchSettings settings, ProcessorTimes times, Func<int, Random, HttpRequestMessage> make)
    {
        using var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null };
        using var http = new HttpClient(handler) { BaseAddress = address };
        using var end = new CancellationTokenSource();
        var requests = 0;
        var answers = 0;
        var clients = Enumerable.Range(0, settings.Clients).Select(client => Task.Run(async () =>
        {
            var random = new Random(client);
            while (!end.IsCancellationRequested)
            {
                using var request = make(Interlocked.Increment(ref requests), random);
                using var response = await http.SendAsync(request);
                if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.Unauthorized or HttpStatusCode.NotFound or >= HttpStatusCode.InternalServerError)
                {
                    throw new InvalidOperationException($"{request.Method} {request.RequestUri} was answered with {(int)response.StatusCode}.");
                }

                Interlocked.Increment(ref answers);
            }
        })).ToList();

        // On a busy machine it takes long until everything that is asked for is compiled.
        using var patience = new CancellationTokenSource(settings.LongestWarmUp);
        while (Volatile.Read(ref answers) < settings.WarmUp && !patience.IsCancellationRequested && !clients.Exists(client => client.IsCompleted))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        var (before, begun) = (times.Now(), Stopwatch.GetTimestamp());
        var first = Volatile.Read(ref answers);
        await Task.WhenAny([Task.Delay(settings.Time), .. clients]);
        var measured = new Measured(Volatile.Read(ref answers) - first, Stopwatch.GetElapsedTime(begun), times.Now() - before);
        await end.CancelAsync();
        await Task.WhenAll(clients);
        return measured;
    }
}
