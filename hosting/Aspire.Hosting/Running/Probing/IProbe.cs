namespace Aspire.Hosting.Running.Probing;

/// <summary>One question to a replica. Whatever goes wrong is an answer, not an exception.</summary>
internal interface IProbe
{
    Task<ProbeResult> CheckAsync(CancellationToken cancellationToken);
}
