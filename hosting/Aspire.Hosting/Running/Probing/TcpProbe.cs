using Aspire.Hosting.Running.Proxying;

namespace Aspire.Hosting.Running.Probing;

/// <summary>Asks whether somebody listens on a local port.</summary>
internal sealed class TcpProbe(int port) : IProbe
{
    public async Task<ProbeResult> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var socket = await LoopbackConnector.TryConnectAsync(port, cancellationToken);
            return socket is not null ? ProbeResult.Success : ProbeResult.Failure($"nothing listens on port {port} yet");
        }
        catch (OperationCanceledException)
        {
            return ProbeResult.Failure($"port {port} did not answer in time");
        }
    }
}
