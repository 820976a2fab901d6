using Tests.Browsing;

namespace Cluster.Tests;

/// <summary>Chromium, to which the names of the deployed applications lead to what lets requests in, and that trusts its certificate.</summary>
public sealed class Browser(DeployedApplication application) : IAsyncLifetime
{
    private Chromium? _chromium;

    public async Task<Visitor> OpenAsync()
    {
        if (_chromium is null)
        {
            _chromium = new($"MAP *.local {application.Entrance}", application.Certificate.Pin);
            await _chromium.InitializeAsync();
        }

        return await _chromium.OpenAsync(application.Address);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _chromium?.DisposeAsync() ?? ValueTask.CompletedTask;
}
