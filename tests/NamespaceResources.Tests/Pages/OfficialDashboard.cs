using System.Reflection;
using System.Text.RegularExpressions;
using CliWrap;
using NamespaceResources.Tests.Serving;
using Tests.Browsing;

namespace NamespaceResources.Tests.Pages;

/// <summary>The official dashboard, which asks a service for its resources.</summary>
internal sealed partial class OfficialDashboard : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _output = [];
    private readonly Task _running;

    private OfficialDashboard(Uri service)
    {
        var folder = typeof(OfficialDashboard).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "OfficialDashboard").Value!;
        _running = Cli.Wrap(Path.Combine(folder, OperatingSystem.IsWindows() ? "Aspire.Dashboard.exe" : "Aspire.Dashboard"))
            .WithWorkingDirectory(folder)
            .WithEnvironmentVariables(new Dictionary<string, string?>
            {
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["DOTNET_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://127.0.0.1:0",
                ["DOTNET_RESOURCE_SERVICE_ENDPOINT_URL"] = service.ToString(),
                ["DASHBOARD__RESOURCESERVICECLIENT__AUTHMODE"] = "ApiKey",
                ["DASHBOARD__RESOURCESERVICECLIENT__APIKEY"] = RunningService.Key,
                ["DASHBOARD__FRONTEND__AUTHMODE"] = "Unsecured",
                ["DASHBOARD__OTLP__AUTHMODE"] = "ApiKey",
                ["DASHBOARD__OTLP__PRIMARYAPIKEY"] = "nobody-sends-anything",
            })
            .WithStandardOutputPipe(PipeTarget.ToDelegate(Read))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(Read))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(_stopping.Token);
    }

    /// <summary>What it wrote, to be shown when a test fails.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    public static async Task<(OfficialDashboard Dashboard, Visitor Visitor)> OpenAsync(RunningService service, Chromium chromium)
    {
        var dashboard = new OfficialDashboard(service.Address);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            patience.CancelAfter(TimeSpan.FromSeconds(60));
            var started = await Task.WhenAny(dashboard._address.Task, dashboard._running).WaitAsync(patience.Token);
            started.ShouldBe(dashboard._address.Task, dashboard.Output);
            return (dashboard, await chromium.OpenAsync(await dashboard._address.Task, width: 1600));
        }
        catch
        {
            await dashboard.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        _stopping.Dispose();
    }

    private void Read(string line)
    {
        lock (_output)
        {
            _output.Add(line);
        }

        if (Listening().Match(line) is { Success: true } match)
        {
            _address.TrySetResult(new(match.Groups["address"].Value));
        }
    }

    [GeneratedRegex(@"^\s*Now listening on: (?<address>\S+)$")]
    private static partial Regex Listening();
}
