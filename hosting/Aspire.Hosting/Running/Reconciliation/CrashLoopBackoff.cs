namespace Aspire.Hosting.Running.Reconciliation;

/// <summary>
/// How long to wait before a replica is started again: not at all the first time, then <see cref="Initial"/>, doubled
/// with each further end up to <see cref="Limit"/>. Who ran longer than <see cref="StablePeriod"/> starts afresh.
/// </summary>
/// <remarks>The kubelet's CrashLoopBackOff, with times that suit somebody who sits in front of it.</remarks>
internal sealed record CrashLoopBackoff
{
    public TimeSpan Initial { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan StablePeriod { get; init; } = TimeSpan.FromMinutes(1);

    /// <param name="crashes">How often in a row it has ended, this time included.</param>
    public TimeSpan Delay(int crashes)
    {
        if (crashes <= 1)
        {
            return TimeSpan.Zero;
        }

        var delay = Initial * Math.Pow(2, Math.Min(crashes - 2, 30));
        return delay < Limit ? delay : Limit;
    }
}
