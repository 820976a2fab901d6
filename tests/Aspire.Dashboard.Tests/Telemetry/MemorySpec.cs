using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Tests.Hosting;

namespace Aspire.Dashboard.Tests.Telemetry;

/// <summary>What is kept in memory. It is the whole process's, so that no other test may run meanwhile.</summary>
[Collection(nameof(MemorySpec))]
[CollectionDefinition(nameof(MemorySpec), DisableParallelization = true)]
public sealed class MemorySpec
{
    [Fact]
    public async Task Many_spans_in_few_traces_stay_within_the_default_size()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        // The worst case for counts: few traces with many spans each.
        for (var batch = 0; batch < 300; batch++)
        {
            await dashboard.SendAsync(Sample.Traces("a", Enumerable.Range(1, 1_000).Select(i => Sample.Span(
                batch + 1, i, attributes: [("http.request.method", "GET"), ("url.path", $"/orders/{i}"), ("http.response.status_code", 200)]))));
        }

        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;

        kept.ShouldBeLessThan(100 * 1024 * 1024);
        dashboard.Traces.GetTraces(new TraceQuery()).TotalCount.ShouldBeGreaterThan(50);
    }
}
