using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.LocalCluster.Gateway;

/// <summary>
/// Asks a replica whether it is ready, for as long as it runs: by its readiness probe if it has one, else by connecting. Until it is,
/// it is asked often; somebody sits in front of the screen.
/// </summary>
internal sealed class ReadinessProber(HttpMessageInvoker client, TimeProvider time)
{
    private static readonly TimeSpan UntilReady = TimeSpan.FromMilliseconds(100);

    // What a probe has that says nothing else (ProbeAnnotation).
    private static readonly TimeSpan DefaultPeriod = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(1);
    private const int DefaultFailureThreshold = 3;

    public async Task WatchAsync(ReplicaPool pool, Replica replica)
    {
        var probe = pool.Endpoint.Resource.Annotations.OfType<EndpointProbeAnnotation>()
            .LastOrDefault(each => each.Type is ProbeType.Readiness && each.EndpointReference.EndpointName == pool.Endpoint.EndpointName);
        var period = probe is null ? DefaultPeriod : TimeSpan.FromSeconds(probe.PeriodSeconds);
        var threshold = probe?.FailureThreshold ?? DefaultFailureThreshold;
        var timeout = probe is null ? DefaultTimeout : TimeSpan.FromSeconds(probe.TimeoutSeconds);
        var failures = 0;

        try
        {
            while (!replica.Ended.IsCancellationRequested)
            {
                replica.ForgetFoundAway();
                failures = await IsReadyAsync(replica, probe?.Path, timeout) ? 0 : failures + 1;
                pool.SetReady(replica, failures == 0 || (replica.IsReady && failures < threshold));

                await replica.PauseAsync(replica.IsReady ? period : UntilReady, time);
            }
        }
        catch (OperationCanceledException) when (replica.Ended.IsCancellationRequested)
        {
            // It has ended, and so has the watch.
        }
    }

    private async Task<bool> IsReadyAsync(Replica replica, string? path, TimeSpan timeout)
    {
        using var patience = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, replica.Ended);

        try
        {
            if (path is null)
            {
                using var connection = new TcpClient();
                await connection.ConnectAsync(replica.Address.Host, replica.Address.Port, either.Token);
                return true;
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(replica.Address, path));
            using var response = await client.SendAsync(request, either.Token);
            // Kubernetes: "Any code greater than or equal to 200 and less than 400 indicates success."
            return (int)response.StatusCode is >= 200 and < 400;
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException or IOException)
        {
            return false;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return false;
        }
    }
}
