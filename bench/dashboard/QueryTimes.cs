using System.Diagnostics;
using Aspire.Dashboard.Telemetry;

namespace Dashboard.Bench;

/// <summary>Asks what the pages ask, in this process, while spans are being received.</summary>
internal sealed class QueryTimes(IServiceProvider services)
{
    // As often as the runtime wants to see code before it compiles it for speed.
    private const int WarmUps = 40;

    private readonly Dictionary<string, List<TimeSpan>> _times = [];

    public void WarmUp()
    {
        for (var i = 0; i < WarmUps; i++)
        {
            Ask();
        }

        _times.Clear();
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            Ask();
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public IEnumerable<(string Name, TimeSpan P50, TimeSpan P99)> Summarize() => _times.Select(entry =>
    {
        var times = entry.Value.Order().ToList();
        return times.Count == 0
            ? (entry.Key, TimeSpan.Zero, TimeSpan.Zero)
            : (entry.Key, times[times.Count / 2], times[Math.Max(0, (int)Math.Ceiling(0.99 * times.Count) - 1)]);
    });

    private void Ask()
    {
        var traces = (ITraceReader)services.GetService(typeof(ITraceReader))!;
        var page = Measure("list of traces", () => traces.GetTraces(new TraceQuery { Take = 100 }));
        Measure("list, by an attribute", () => traces.GetTraces(new TraceQuery { Filters = [new TelemetryFilter("url.path", FilterCondition.Contains, "/orders/77")] }));
        Measure("service map", () => traces.GetServiceMap());

        if (page.Items.Count > 0)
        {
            Measure("one trace", () => traces.GetTrace(page.Items[0].TraceId));
        }
    }

    private T Measure<T>(string name, Func<T> ask)
    {
        var begin = Stopwatch.GetTimestamp();
        var answer = ask();
        (_times.TryGetValue(name, out var times) ? times : _times[name] = []).Add(Stopwatch.GetElapsedTime(begin));
        return answer;
    }
}
