using System.CommandLine;
using System.Globalization;
using Aspire.Dashboard;
using Aspire.Dashboard.Listeners;
using Dashboard.Bench;
using Microsoft.Extensions.DependencyInjection;

// The shape of the comparison with the official dashboard; every number can be changed.
var spans = new Option<long[]>("--spans") { Description = "Spans of each run.", DefaultValueFactory = _ => [150_000, 1_000_000], AllowMultipleArgumentsPerToken = true };
var connections = new Option<int>("--connections") { Description = "Connections.", DefaultValueFactory = _ => 4 };
var perRequest = new Option<int>("--spans-per-request") { Description = "Spans of one request.", DefaultValueFactory = _ => 500 };
var perTrace = new Option<int>("--spans-per-trace") { Description = "Spans of one trace.", DefaultValueFactory = _ => 10 };
var attributes = new Option<int>("--attributes") { Description = "Attributes of one span.", DefaultValueFactory = _ => 6 };
var rate = new Option<double?>("--rate") { Description = "Spans a second; as fast as possible if left out." };
var target = new Option<Uri?>("--target")
{
    Description = "An OTLP/HTTP receiver that runs already, instead of a dashboard of this build.",
    CustomParser = argument => new Uri(argument.Tokens[0].Value),
};

var only = new Option<string[]>("--only") { Description = "Parts to measure: receiver, queries, pages, interactions; all if left out.", AllowMultipleArgumentsPerToken = true };
only.AcceptOnlyFromAmong("receiver", "queries", "pages", "interactions");

var command = new RootCommand("Measures the dashboard's receiver: spans a second, latency, memory, and the time of queries and clicks meanwhile.")
{
    spans, connections, perRequest, perTrace, attributes, rate, target, only,
};

command.SetAction(async (parsed, cancellationToken) =>
{
    Load CreateLoad(Uri receiver) => new(
        receiver, parsed.GetValue(connections), parsed.GetValue(perRequest), parsed.GetValue(perTrace), parsed.GetValue(attributes));

    if (parsed.GetValue(target) is { } running)
    {
        foreach (var count in parsed.GetValue(spans)!)
        {
            Print(await CreateLoad(running).RunAsync(count, parsed.GetValue(rate), cancellationToken), null, null);
        }

        return;
    }

    var parts = parsed.GetValue(only) is { Length: > 0 } chosen ? chosen : ["receiver", "queries", "pages", "interactions"];

    if (parts.Contains("receiver"))
    {
        await MeasureReceiverAsync(CreateLoad, parsed.GetValue(spans)!, parsed.GetValue(rate), cancellationToken);
    }

    if (parts.Contains("queries"))
    {
        await MeasureQueriesAsync(CreateLoad, parsed.GetValue(rate), cancellationToken);
    }

    if (parts.Contains("pages"))
    {
        await MeasurePagesAsync(CreateLoad, cancellationToken);
    }

    if (parts.Contains("interactions"))
    {
        await MeasureInteractionsAsync(CreateLoad, parsed.GetValue(rate) ?? 50_000, cancellationToken);
    }
});

return await command.Parse(args).InvokeAsync();

static async Task MeasureReceiverAsync(Func<Uri, Load> createLoad, long[] spans, double? rate, CancellationToken cancellationToken)
{
    Line("| spans | spans/s | p50 ms | p99 ms | failures | RSS MB | peak MB |");
    Line("|---:|---:|---:|---:|---:|---:|---:|");

    foreach (var count in spans)
    {
        await using var dashboard = await DashboardProcess.StartAsync(cancellationToken);
        var result = await createLoad(dashboard.Receiver).RunAsync(count, rate, cancellationToken);
        Print(result, dashboard.GetResidentMegabytes(), dashboard.GetPeakMegabytes());
    }
}

static async Task MeasureQueriesAsync(Func<Uri, Load> createLoad, double? rate, CancellationToken cancellationToken)
{
    await using var app = DashboardApplication.Build(
    [
        "--urls", "http://127.0.0.1:0", "--Dashboard:Otlp:GrpcEndpointUrl", "http://127.0.0.1:0",
        "--Dashboard:Otlp:HttpEndpointUrl", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Error",
    ]);
    await app.StartAsync(cancellationToken);
    var receiver = app.Services.GetRequiredService<DashboardAddresses>().OtlpHttp[0];
    await createLoad(receiver).RunAsync(150_000, null, cancellationToken);

    using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    var queries = new QueryTimes(app.Services);
    queries.WarmUp();
    var asking = Task.Run(() => queries.RunAsync(over.Token), cancellationToken);
    var result = await createLoad(receiver).RunAsync(400_000, rate, cancellationToken);
    await over.CancelAsync();
    await asking;

    Line("");
    Line(string.Create(CultureInfo.InvariantCulture, $"Queries on 10,000 traces while {result.SpansPerSecond:N0} spans/s are received:"));
    Line("");
    Line("| query | p50 ms | p99 ms |");
    Line("|---|---:|---:|");

    foreach (var (name, p50, p99) in queries.Summarize())
    {
        Line(string.Create(CultureInfo.InvariantCulture, $"| {name} | {p50.TotalMilliseconds:F1} | {p99.TotalMilliseconds:F1} |"));
    }
}

static async Task MeasurePagesAsync(Func<Uri, Load> createLoad, CancellationToken cancellationToken)
{
    await using var dashboard = await DashboardProcess.StartAsync(cancellationToken);
    await createLoad(dashboard.Receiver).RunAsync(150_000, null, cancellationToken);

    Line("");
    Line("| page's document, fetched while 20,000 spans/s are received | visits | p50 ms | p99 ms |");
    Line("|---|---:|---:|---:|");

    foreach (var path in new[] { "/traces", "/structuredlogs", "/metrics" })
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var page = new PageTimes(dashboard.Pages, path);
        var visiting = Task.Run(() => page.RunAsync(over.Token), cancellationToken);
        await createLoad(dashboard.Receiver).RunAsync(200_000, 20_000, cancellationToken);
        await over.CancelAsync();

        try
        {
            await visiting;
            var (count, p50, p99) = page.Summarize();
            Line(string.Create(CultureInfo.InvariantCulture, $"| `{path}` | {count} | {p50.TotalMilliseconds:F1} | {p99.TotalMilliseconds:F1} |"));
        }
        catch (HttpRequestException failure)
        {
            Line($"| `{path}` | {failure.Message} | | |");
        }
    }
}

static async Task MeasureInteractionsAsync(Func<Uri, Load> createLoad, double rate, CancellationToken cancellationToken)
{
    var seconds = TimeSpan.FromSeconds(15);
    await using var dashboard = await DashboardProcess.StartAsync(cancellationToken);
    await createLoad(dashboard.Receiver).RunAsync(150_000, null, cancellationToken);
    await using var browser = await InteractionTimes.StartAsync(dashboard.Pages);

    Line("");
    Line("| click, with 10,000 traces, until the answer is painted | spans/s meanwhile | clicks | p50 ms | p95 ms |");
    Line("|---|---:|---:|---:|---:|");
    Show(await browser.RunAsync(seconds, cancellationToken), 0);

    using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    var load = createLoad(dashboard.Receiver).RunAsync(long.MaxValue, rate, over.Token);
    Show(await browser.RunAsync(seconds, cancellationToken), rate);
    await over.CancelAsync();
    await ((Task)load).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    static void Show(IReadOnlyList<(string Name, int Count, TimeSpan P50, TimeSpan P95)> results, double rate)
    {
        foreach (var (name, count, p50, p95) in results)
        {
            Line(string.Create(CultureInfo.InvariantCulture, $"| {name} | {rate:N0} | {count} | {p50.TotalMilliseconds:F0} | {p95.TotalMilliseconds:F0} |"));
        }
    }
}

static void Print(LoadResult result, double? resident, double? peak) => Line(string.Create(
    CultureInfo.InvariantCulture,
    $"| {result.Spans:N0} | {result.SpansPerSecond:N0} | {result.Percentile(0.5).TotalMilliseconds:F1} | {result.Percentile(0.99).TotalMilliseconds:F1} | {result.Failures} | {resident:F0} | {peak:F0} |"));

static void Line(string text) => Console.WriteLine(text);
