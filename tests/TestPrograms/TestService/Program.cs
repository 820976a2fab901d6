// A service that does what a test asks of it, misbehaviour included.
using System.Globalization;

if (args.Contains("crash"))
{
    Console.Error.WriteLine("The database schema is newer than this program.");
    return 3;
}

if (args.Contains("complete"))
{
    Console.WriteLine("All done.");
    return 0;
}

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
var app = builder.Build();

var isReady = true;
var isAlive = true;

app.MapGet("/", () => Environment.GetEnvironmentVariable("OTEL_RESOURCE_ATTRIBUTES") ?? "hello");
app.MapGet("/health", () => isReady ? Results.Ok() : Results.StatusCode(503));
app.MapGet("/alive", () => isAlive ? Results.Ok() : Results.StatusCode(503));
app.MapGet("/pid", () => Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
app.MapGet("/env/{name}", (string name) => Environment.GetEnvironmentVariable(name) ?? "");
app.MapPost("/ready/{value:bool}", (bool value) => { isReady = value; });
app.MapPost("/alive/{value:bool}", (bool value) => { isAlive = value; });
app.MapPost("/exit/{code:int}", (int code) => Environment.Exit(code));
app.MapGet("/slow/{milliseconds:int}", async (int milliseconds, CancellationToken cancellation) =>
{
    await Task.Delay(milliseconds, cancellation);
    return "done";
});

Console.WriteLine("The test service starts.");
await app.RunAsync();
return 0;
