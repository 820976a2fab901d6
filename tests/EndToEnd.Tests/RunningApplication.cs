using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using EndToEnd.Tests;
using Microsoft.Extensions.Diagnostics.HealthChecks;

[assembly: AssemblyFixture(typeof(RunningApplication))]

namespace EndToEnd.Tests;

/// <summary>The whole application with its dashboard, as F5 runs it, once for all tests: free ports, data in a folder of its own.</summary>
public sealed class RunningApplication : IAsyncLifetime
{
    public const string AdminEmail = "admin@devops.local";
    public const string AdminPassword = "Harbour-master-of-the-tests-1";

    private const string DashboardToken = "the-token-of-the-tests-0123456789";

    private static readonly string[] Services = ["auth", "order", "frontend"];

    private readonly string _folder = Directory.CreateTempSubdirectory("aspire-e2e-").FullName;
    private DistributedApplication? _application;
    private string? _dashboard;

    public DistributedApplication Application => _application ?? throw new InvalidOperationException("The application is not started.");

    /// <summary>The address that browsers see.</summary>
    public Uri Gateway => Application.GetEndpoint("gateway");

    /// <summary>Where the dashboard shows one of its pages to somebody who has not logged in yet.</summary>
    public Uri DashboardPage(string path) => new(new Uri(_dashboard!), $"/login?t={DashboardToken}&returnUrl={Uri.EscapeDataString(path)}");

    public async ValueTask InitializeAsync()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            [$"--AppHost:BrowserToken={DashboardToken}"],
            (options, _) => (options.ProjectDirectory, options.DisableDashboard) = (_folder, false),
            TestContext.Current.CancellationToken);
        builder.Configuration["Parameters:admin-password"] = AdminPassword;
        _dashboard = builder.Configuration["ASPNETCORE_URLS"];
        _application = await builder.BuildAsync(TestContext.Current.CancellationToken);
        await _application.StartAsync(TestContext.Current.CancellationToken);
        await Task.WhenAll(Services.Select(resource => ReplicasAsync(resource, 2)));
    }

    /// <summary>Waits until a resource has so many ready replicas.</summary>
    /// <returns>Their process ids by their names.</returns>
    public async Task<IReadOnlyDictionary<string, int>> ReplicasAsync(string resource, int count)
    {
        var ready = new Dictionary<string, int>();

        await Application.ResourceNotifications.WaitForResourceAsync(
            resource,
            change =>
            {
                if (change.Snapshot is { IsHidden: false, HealthStatus: HealthStatus.Healthy } && ProcessId(change) is { } processId)
                {
                    ready[change.ResourceId] = processId;
                }
                else
                {
                    ready.Remove(change.ResourceId);
                }

                return ready.Count == count;
            },
            TestContext.Current.CancellationToken);
        return ready;
    }

    /// <summary>A client of its own, with no cookies, that sees the application as the outside does.</summary>
    public HttpClient CreateClient() => new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Gateway };

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static int? ProcessId(ResourceEvent change) => change.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value as int?;
}
