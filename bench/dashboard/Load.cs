using System.Diagnostics;
using System.Net.Http.Headers;

namespace Dashboard.Bench;

/// <summary>Sends spans over some connections as fast as they are taken, or at a given rate.</summary>
internal sealed class Load(Uri receiver, int connections, int spansPerRequest, int spansPerTrace, int attributes)
{
    public async Task<LoadResult> RunAsync(long spans, double? spansPerSecond, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections });
        var latencies = new List<TimeSpan>();
        var failures = 0;
        long started = 0;
        long accepted = 0;
        var clock = Stopwatch.StartNew();

        await Task.WhenAll(Enumerable.Range(0, connections).Select(connection => Task.Run(async () =>
        {
            var request = new SpanRequest(spansPerRequest, spansPerTrace, attributes, $"service-{connection}", seed: connection);

            while (!cancellationToken.IsCancellationRequested && Interlocked.Add(ref started, request.Spans) is var number && number <= spans)
            {
                if (spansPerSecond is { } rate && TimeSpan.FromSeconds(number / rate) - clock.Elapsed is { Ticks: > 0 } early)
                {
                    await Task.Delay(early, cancellationToken);
                }

                using var content = new ReadOnlyMemoryContent(request.Next());
                content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
                var begin = Stopwatch.GetTimestamp();
                using var response = await http.PostAsync(new Uri(receiver, "/v1/traces"), content, cancellationToken);
                var latency = Stopwatch.GetElapsedTime(begin);

                lock (latencies)
                {
                    latencies.Add(latency);

                    if (response.IsSuccessStatusCode)
                    {
                        accepted += request.Spans;
                    }
                    else
                    {
                        failures++;
                    }
                }
            }
        }, cancellationToken)));

        var elapsed = clock.Elapsed;
        latencies.Sort();
        return new LoadResult(accepted, elapsed, latencies, failures);
    }
}
