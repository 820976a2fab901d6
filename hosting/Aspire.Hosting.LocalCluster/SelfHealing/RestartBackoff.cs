namespace Aspire.Hosting.LocalCluster.SelfHealing;

/// <summary>
/// How long to wait before a process is started again: not at all the first time, then <see cref="Initial"/>, doubled with each further
/// end up to <see cref="Limit"/>. One that ran longer than <see cref="StablePeriod"/> starts afresh.
/// </summary>
/// <remarks>The kubelet's CrashLoopBackOff, with times that suit somebody who sits in front of it.</remarks>
internal sealed record RestartBackoff
{
    public TimeSpan Initial { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan StablePeriod { get; init; } = TimeSpan.FromMinutes(1);

    /// <param name="ends">How often in a row it has ended, this time included.</param>
    public TimeSpan Delay(int ends)
    {
        if (ends <= 1)
        {
            return TimeSpan.Zero;
        }

        var delay = Initial * Math.Pow(2, Math.Min(ends - 2, 30));
        return delay < Limit ? delay : Limit;
    }
}
