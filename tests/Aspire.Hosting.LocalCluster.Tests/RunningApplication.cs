using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.LocalCluster.Tests;

/// <summary>The test AppHost with the official orchestrator, for the tests of one class.</summary>
public sealed class RunningApplication : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private DistributedApplication? _application;

    public ResourceNotificationService Notifications => Application.ResourceNotifications;

    public ResourceCommandService Commands => Application.ResourceCommands;

    private DistributedApplication Application => _application ?? throw new InvalidOperationException("It has not started.");

    public async ValueTask InitializeAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.LocalClusterAppHost>(patience.Token);
        _application = await builder.BuildAsync(patience.Token);
        await _application.StartAsync(patience.Token);
        await Notifications.WaitForResourceHealthyAsync("gateway", patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }
    }

    public HttpClient CreateClient(string resource) => Application.CreateHttpClient(resource, "http");

    /// <returns>The id of one of a resource's replicas.</returns>
    public async Task<string> ReplicaOfAsync(string resource, CancellationToken cancellationToken) =>
        (await UntilAsync(resource, change => change.ResourceId != resource, cancellationToken)).ResourceId;

    public Task<ResourceEvent> UntilAsync(string resource, Func<ResourceEvent, bool> condition, CancellationToken cancellationToken) =>
        Notifications.WaitForResourceAsync(resource, condition, cancellationToken).WaitAsync(Patience, cancellationToken);

    public async Task<int> ProcessIdAsync(string resource, string replica, CancellationToken cancellationToken)
    {
        var running = await UntilAsync(resource, change => change.ResourceId == replica && ProcessId(change.Snapshot) is not null && change.Snapshot.State?.Text == KnownResourceStates.Running, cancellationToken);
        return ProcessId(running.Snapshot)!.Value;
    }

    /// <summary>What a replica's console says, until a line contains a text.</summary>
    public async Task<IReadOnlyList<string>> ConsoleUntilAsync(string replica, string text, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var lines = new List<string>();

        await foreach (var batch in Application.Services.GetRequiredService<ResourceLoggerService>().WatchAsync(replica).WithCancellation(patience.Token))
        {
            lines.AddRange(batch.Select(line => line.Content));
            if (lines.Exists(line => line.Contains(text, StringComparison.Ordinal)))
            {
                return lines;
            }
        }

        throw new InvalidOperationException($"The console of {replica} ended without '{text}': {string.Join(Environment.NewLine, lines)}");
    }

    private static int? ProcessId(CustomResourceSnapshot snapshot) =>
        snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value is { } id ? Convert.ToInt32(id, CultureInfo.InvariantCulture) : null;
}
