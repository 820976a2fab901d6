using System.Threading.Channels;
using Microsoft.Extensions.Options;
using OpenIddict.Server;
using OpenIddict.Validation;

namespace Auth.Signing;

/// <summary>Follows the signing keys' directory, so that keys are rotated without a restart.</summary>
/// <remarks>
/// Kubernetes swaps a mounted Secret by renaming a symbolic link, of which not every file system reports an event: hence the regular look
/// besides the events. It also promotes a key whose activation delay has passed.
/// </remarks>
internal sealed class SigningKeyWatch(
    SigningKeyRing ring,
    IOptions<SigningKeyOptions> options,
    IOptionsMonitorCache<OpenIddictServerOptions> serverOptions,
    IOptionsMonitorCache<OpenIddictValidationOptions> validationOptions,
    TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var directory = options.Value.SigningKeysDirectory;
        if (string.IsNullOrWhiteSpace(directory))
        {
            return;
        }

        var looks = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var interval = options.Value.SigningKeysPollInterval;
        await using var timer = time.CreateTimer(_ => looks.Writer.TryWrite(true), null, interval, interval);
        using var watcher = Watch(directory, () => looks.Writer.TryWrite(true));

        try
        {
            await foreach (var _ in looks.Reader.ReadAllAsync(stoppingToken))
            {
                if (ring.Refresh())
                {
                    // Built anew at the next request. The order matters: validation copies the server's keys.
                    serverOptions.Clear();
                    validationOptions.Clear();
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private static FileSystemWatcher? Watch(string directory, Action changed)
    {
        if (!Directory.Exists(directory))
        {
            return null;
        }

        var watcher = new FileSystemWatcher(directory) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite };
        watcher.Created += (_, _) => changed();
        watcher.Changed += (_, _) => changed();
        watcher.Deleted += (_, _) => changed();
        watcher.Renamed += (_, _) => changed();
        watcher.EnableRaisingEvents = true;
        return watcher;
    }
}
