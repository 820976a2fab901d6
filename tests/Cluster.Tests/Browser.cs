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
            _chromium = new(
            [
                $"--host-resolver-rules=MAP *.local {application.Entrance}",
                $"--ignore-certificate-errors-spki-list={application.Certificate.Pin}",

                // On a node of the cluster, network interfaces come and go with the pods. Chromium then breaks every request of HTTP/2 that is under way
                // (ERR_NETWORK_CHANGED), which nobody meets who comes from elsewhere.
                "--disable-http2",
            ]);
            await _chromium.InitializeAsync();
        }

        return await _chromium.OpenAsync(application.Address);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _chromium?.DisposeAsync() ?? ValueTask.CompletedTask;
}
