using System.Diagnostics;

namespace Dashboard.Bench;

/// <summary>Fetches a page's document again and again while telemetry pours in. The page is drawn over its circuit afterwards, by the queries of <see cref="QueryTimes"/>.</summary>
internal sealed class PageTimes(Uri pages, string path)
{
    private readonly List<TimeSpan> _times = [];

    public string Path => path;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient();

        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                var begin = Stopwatch.GetTimestamp();
                using var response = await http.GetAsync(new Uri(pages, path), cancellationToken);
                response.EnsureSuccessStatusCode();
                _times.Add(Stopwatch.GetElapsedTime(begin));
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The load is over.
        }
    }

    public (int Count, TimeSpan P50, TimeSpan P99) Summarize()
    {
        // The first visit compiles the page.
        var times = _times.Skip(1).Order().ToList();
        return times.Count == 0
            ? (0, TimeSpan.Zero, TimeSpan.Zero)
            : (times.Count, times[times.Count / 2], times[Math.Max(0, (int)Math.Ceiling(0.99 * times.Count) - 1)]);
    }
}
