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

var command = new RootCommand("Measures the dashboard's receiver: spans a second, latency, memory, and the time of queries meanwhile.")
{
    spans, connections, perRequest, perTrace, attributes, rate, target,
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

    Line("| spans | spans/s | p50 ms | p99 ms | failures | RSS MB | peak MB |");
    Line("|---:|---:|---:|---:|---:|---:|---:|");

    foreach (var count in parsed.GetValue(spans)!)
    {
        await using var dashboard = await DashboardProcess.StartAsync(cancellationToken);
        var result = await CreateLoad(dashboard.Receiver).RunAsync(count, parsed.GetValue(rate), cancellationToken);
        Print(result, dashboard.GetResidentMegabytes(), dashboard.GetPeakMegabytes());
    }

    await MeasureQueriesAsync(CreateLoad, parsed.GetValue(rate), cancellationToken);
    await MeasurePagesAsync(CreateLoad, cancellationToken);
});

return await command.Parse(args).InvokeAsync();

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

static void Print(LoadResult result, double? resident, double? peak) => Line(string.Create(
    CultureInfo.InvariantCulture,
    $"| {result.Spans:N0} | {result.SpansPerSecond:N0} | {result.Percentile(0.5).TotalMilliseconds:F1} | {result.Percentile(0.99).TotalMilliseconds:F1} | {result.Failures} | {resident:F0} | {peak:F0} |"));

static void Line(string text) => Console.WriteLine(text);
