using Aspire.Dashboard.Persistence;
using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Tests.Hosting;

namespace Aspire.Dashboard.Tests.Persistence;

public sealed class PersistenceSpec : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dashboard-");

    private string Store => Path.Combine(_folder.FullName, "deeper", "telemetry.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Telemetry_survives_a_restart()
    {
        await using (var first = await StartAsync())
        {
            await first.SendAsync(Sample.Traces("a", Sample.Span(1, 1, name: "kept")));
            await first.SendAsync(Sample.Logs("a", Sample.Log("kept too")));
            await first.SendAsync(Sample.Metrics(Sample.Resource("a"), Sample.Gauge("size", Sample.Point(1, 1))));
        }

        await using var second = await StartAsync();

        second.Traces.GetTraces(new TraceQuery()).Items.ShouldHaveSingleItem().Name.ShouldBe("kept");
        second.Logs.GetLogs(new LogQuery()).Items.ShouldHaveSingleItem().Message.ShouldBe("kept too");
        second.Metrics.GetInstruments(new ResourceSelection("a")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_cleared_does_not_come_back()
    {
        await using (var first = await StartAsync())
        {
            await first.SendAsync(Sample.Traces("a", Sample.Span(1, 1)));
            await first.SendAsync(Sample.Traces("b", Sample.Span(2, 2)));
            await first.SendAsync(Sample.Logs("a", Sample.Log("x")));
            first.Session.Clear(TelemetryKind.Traces, new ResourceSelection("a"));
            first.Session.Clear(TelemetryKind.Logs);
        }

        await using var second = await StartAsync();

        second.Traces.GetTraces(new TraceQuery()).Items.ShouldHaveSingleItem().Resource.Name.ShouldBe("b");
        second.Logs.GetLogs(new LogQuery()).TotalCount.ShouldBe(0);
    }

    [Fact]
    public async Task The_file_is_bounded_private_and_drops_the_oldest()
    {
        var random = new Random(1);

        await using (var first = await StartAsync(("Dashboard:Persistence:MaxBytes", "262144")))
        {
            for (var i = 1; i <= 40; i++)
            {
                var padding = new byte[20_000];
                random.NextBytes(padding);
                await first.SendAsync(Sample.Traces("a", Sample.Span(i, i, name: $"{i}", from: i, attributes: ("padding", padding))));
            }
        }

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Store).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        await using var second = await StartAsync(("Dashboard:Persistence:MaxBytes", "262144"));
        var traces = second.Traces.GetTraces(new TraceQuery());
        traces.Items[0].Name.ShouldBe("40");
        traces.TotalCount.ShouldBeInRange(8, 13);
    }

    [Fact]
    public async Task A_file_that_is_something_else_is_left_alone_and_named()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Store)!);
        await File.WriteAllTextAsync(Store, new string('x', 5_000), TestContext.Current.CancellationToken);

        var failure = await Should.ThrowAsync<TelemetryFileException>(() => StartAsync());

        failure.Message.ShouldContain(Store);
        (await File.ReadAllTextAsync(Store, TestContext.Current.CancellationToken)).ShouldBe(new string('x', 5_000));
    }

    private Task<TestDashboard> StartAsync(params (string, string)[] settings) => TestDashboard.StartAsync(
        [("Dashboard:Persistence:Path", Store), ("Dashboard:Persistence:FlushInterval", "00:00:00.05"), .. settings]);
}
