using System.Globalization;
using System.Security.Cryptography;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using EndToEnd.Tests;

[assembly: AssemblyFixture(typeof(RunningApplication))]

namespace EndToEnd.Tests;

/// <summary>The whole application with its dashboard, as F5 runs it, once for all tests: free ports, secrets and data of its own.</summary>
public sealed class RunningApplication : IAsyncLifetime
{
    public const string AdminEmail = "admin@devops.local";
    public const string AdminPassword = "Harbour-master-of-the-tests-1";

    private const string DashboardToken = "the-token-of-the-tests-0123456789";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly string _folder = Directory.CreateTempSubdirectory("aspire-e2e-").FullName;
    private DistributedApplication? _application;

    public DistributedApplication Application => _application ?? throw new InvalidOperationException("The application is not started.");

    /// <summary>The address that browsers see.</summary>
    public Uri Gateway => Application.GetEndpoint("gateway", "http");

    /// <summary>Where the dashboard shows one of its pages to somebody who has not logged in yet.</summary>
    public Uri DashboardPage(string path) => new(Application.GetEndpoint("aspire-dashboard", "http"), $"/login?t={DashboardToken}&returnUrl={Uri.EscapeDataString(path)}");

    public async ValueTask InitializeAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);

        using var signingKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            [
                $"--DataFolder={_folder}",
                // What would otherwise be made, and kept in the user's own secrets.
                $"--Parameters:admin-password={AdminPassword}",
                $"--Parameters:auth-signing-key={signingKey.ExportPkcs8PrivateKeyPem()}",
                $"--Parameters:frontend-client-secret={Guid.NewGuid():N}",
                $"--AppHost:OtlpApiKey={Guid.NewGuid():N}",
                $"--ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN={DashboardToken}",
                // Not the launch profile's port: any free one.
                "--ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL=",
            ],
            (options, _) => options.DisableDashboard = false,
            patience.Token);
        _application = await builder.BuildAsync(patience.Token);
        await _application.StartAsync(patience.Token);
        await Application.ResourceNotifications.WaitForResourceHealthyAsync("gateway", patience.Token);
        await Task.WhenAll(ReplicasAsync("auth", patience.Token), ReplicasAsync("order", patience.Token), ReplicasAsync("frontend", patience.Token));
    }

    /// <summary>Waits until both replicas of a resource run.</summary>
    /// <returns>Their process ids by their names.</returns>
    public async Task<IReadOnlyDictionary<string, int>> ReplicasAsync(string resource, CancellationToken cancellationToken)
    {
        var running = new Dictionary<string, int>();

        await Application.ResourceNotifications.WaitForResourceAsync(
            resource,
            change =>
            {
                if (ProcessId(change) is { } processId)
                {
                    running[change.ResourceId] = processId;
                }
                else
                {
                    running.Remove(change.ResourceId);
                }

                return running.Count == 2;
            },
            cancellationToken);
        return running;
    }

    /// <summary>The id of the process of a replica, while it runs.</summary>
    public static int? ProcessId(ResourceEvent change) =>
        change.Snapshot.State?.Text == KnownResourceStates.Running && change.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value is { } id
            ? Convert.ToInt32(id, CultureInfo.InvariantCulture)
            : null;

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
}
