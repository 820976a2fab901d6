namespace Aspire.Hosting.Running.Probing;

/// <summary>Asks one replica its probes for as long as its process runs.</summary>
/// <remarks>
/// In three points it is quicker than the kubelet, because somebody waits: until the first success it asks every
/// <see cref="StartPeriod"/> (a startup probe's patience stays initial delay + failure threshold × period), an initial
/// delay holds back only the verdict on a failure, never a success, and a replica that has lost its readiness is asked
/// every <see cref="RecoveryPeriod"/>. The first answer may take <see cref="ColdTimeout"/>: the code is compiled for it.
/// </remarks>
internal sealed class ReplicaProber(IReadOnlyList<ReplicaProbe> probes, IReplicaHealth health, TimeProvider time)
{
    public static readonly TimeSpan StartPeriod = TimeSpan.FromMilliseconds(100);

    public static readonly TimeSpan RecoveryPeriod = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan ColdTimeout = TimeSpan.FromSeconds(5);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var startup in probes.Where(probe => probe.Kind is ProbeKind.Startup))
            {
                if (!await HasStartedAsync(startup, cancellationToken))
                {
                    return;
                }
            }

            var readiness = probes.Where(probe => probe.Kind is ProbeKind.Readiness).ToList();
            var liveness = probes.Where(probe => probe.Kind is ProbeKind.Liveness);

            if (readiness.Count == 0)
            {
                health.SetReadiness(ready: true, message: null);
            }

            var summary = new ReadinessSummary(readiness.Count, health);
            await Task.WhenAll(
                liveness.Select(probe => WatchLivenessAsync(probe, cancellationToken))
                    .Concat(readiness.Select((probe, index) => WatchReadinessAsync(probe, index, summary, cancellationToken))));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process has ended.
        }
    }

    private async Task<bool> HasStartedAsync(ReplicaProbe probe, CancellationToken cancellationToken)
    {
        var settings = probe.Settings;
        var patienceEnds = time.GetUtcNow() + settings.InitialDelay + settings.Period * settings.FailureThreshold;
        var sequence = new ProbeSequence(settings with { FailureThreshold = int.MaxValue });

        while (true)
        {
            var result = await CheckAsync(probe, isCold: true, cancellationToken);
            sequence.Add(result.IsSuccess);

            if (sequence.State is true)
            {
                return true;
            }

            if (time.GetUtcNow() >= patienceEnds)
            {
                health.SetUnhealthy($"startup probe failed: {result.Message}");
                return false;
            }

            health.SetReadiness(ready: false, result.Message);
            await Task.Delay(Shorter(settings.Period, StartPeriod), time, cancellationToken);
        }
    }

    private async Task WatchLivenessAsync(ReplicaProbe probe, CancellationToken cancellationToken)
    {
        var sequence = new ProbeSequence(probe.Settings with { SuccessThreshold = 1 });
        await Task.Delay(probe.Settings.InitialDelay, time, cancellationToken);

        while (true)
        {
            var result = await CheckAsync(probe, isCold: false, cancellationToken);

            if (sequence.Add(result.IsSuccess) && sequence.State is false)
            {
                health.SetUnhealthy($"liveness probe failed: {result.Message}");
                return;
            }

            await Task.Delay(probe.Settings.Period, time, cancellationToken);
        }
    }

    private async Task WatchReadinessAsync(ReplicaProbe probe, int index, ReadinessSummary summary, CancellationToken cancellationToken)
    {
        var settings = probe.Settings;
        var sequence = new ProbeSequence(settings);

        while (true)
        {
            var result = await CheckAsync(probe, isCold: sequence.State is null, cancellationToken);
            sequence.Add(result.IsSuccess);

            // One failure of a ready replica is not yet a reason to take its traffic away.
            if (sequence.State is not true || result.IsSuccess)
            {
                summary.Set(index, sequence.State is true, result.Message);
            }

            var period = summary.WasReady
                ? sequence.State is true ? settings.Period : Shorter(settings.Period, RecoveryPeriod)
                : Shorter(settings.Period, StartPeriod);
            await Task.Delay(period, time, cancellationToken);
        }
    }

    private async Task<ProbeResult> CheckAsync(ReplicaProbe probe, bool isCold, CancellationToken cancellationToken)
    {
        var limit = isCold && probe.Settings.Timeout < ColdTimeout ? ColdTimeout : probe.Settings.Timeout;
        using var timeout = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var result = await probe.Probe.CheckAsync(either.Token);
        cancellationToken.ThrowIfCancellationRequested();
        return result;
    }

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
