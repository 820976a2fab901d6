namespace Aspire.Hosting.Running.Probing;

/// <summary>An HTTP GET: any status from 200 to 399 is well, as the kubelet takes it, unless one is asked for.</summary>
internal sealed class HttpProbe(HttpMessageInvoker client, Uri address, int? expectedStatus = null) : IProbe
{
    // While the service does not listen yet, asking the port is enough.
    private readonly TcpProbe _listening = new(address.Port);
    private bool _wasReached;

    public async Task<ProbeResult> CheckAsync(CancellationToken cancellationToken)
    {
        if (!_wasReached)
        {
            var listening = await _listening.CheckAsync(cancellationToken);
            if (!listening.IsSuccess)
            {
                return listening;
            }
        }

        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.UserAgent.ParseAdd("aspire-probe/1.0");
            using var response = await client.SendAsync(request, cancellationToken);
            _wasReached = true;

            var status = (int)response.StatusCode;
            return (expectedStatus is { } expected ? status == expected : status is >= 200 and < 400)
                ? ProbeResult.Success
                : ProbeResult.Failure($"{address.AbsolutePath} answered {status}");
        }
        catch (OperationCanceledException)
        {
            return ProbeResult.Failure($"{address.AbsolutePath} did not answer in time");
        }
        catch (HttpRequestException exception)
        {
            _wasReached = false;
            return ProbeResult.Failure($"{address.AbsolutePath}: {exception.Message}");
        }
    }
}
