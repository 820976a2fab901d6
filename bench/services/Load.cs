using System.Diagnostics;

namespace Services.Bench;

/// <summary>Clients that each ask again as soon as they are answered.</summary>
internal static class Load
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    /// <returns>Answers per second, after a warm-up. One that is no success ends the measurement with an exception.</returns>
    public static async Task<double> MeasureAsync(Uri address, int clients, TimeSpan time, Func<int, Random, HttpRequestMessage> make)
    {
        using var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null };
        using var http = new HttpClient(handler) { BaseAddress = address };
        var requests = 0;
        var answers = 0;
        var clock = Stopwatch.StartNew();
        var end = WarmUp + time;

        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var random = new Random(client);
            while (clock.Elapsed < end)
            {
                using var request = make(Interlocked.Increment(ref requests), random);
                using var response = await http.SendAsync(request);
                response.EnsureSuccessStatusCode();
                if (clock.Elapsed is var now && now >= WarmUp && now < end)
                {
                    Interlocked.Increment(ref answers);
                }
            }
        })));

        return answers / time.TotalSeconds;
    }
}
