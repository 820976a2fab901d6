using System.Globalization;

namespace Aspirate.Cluster.Rollouts.Canaries;

/// <summary>Decides whether a new version does worse than the old one: a pure function.</summary>
internal static class CanaryJudgement
{
    /// <param name="newer">The new version's answers.</param>
    /// <param name="older">The old version's.</param>
    /// <param name="served">How users' requests to both have ended; <see langword="null"/> when nothing tells.</param>
    /// <param name="restarts">How often containers of the new version were restarted.</param>
    /// <param name="unready">How long it has had fewer ready pods than it is to have.</param>
    /// <param name="tolerance">How much worse it may do.</param>
    /// <returns>What is wrong with it; <see langword="null"/> when nothing is.</returns>
    public static string? Problem(VersionAnswers newer, VersionAnswers older, (VersionAnswers Newer, VersionAnswers Older)? served, int restarts, TimeSpan unready, CanaryTolerance tolerance)
    {
        if (restarts > 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"its containers were restarted {restarts} {(restarts == 1 ? "time" : "times")}");
        }

        if (unready >= tolerance.Unready)
        {
            return string.Create(CultureInfo.InvariantCulture, $"it has had too few ready pods for {unready.TotalSeconds:0} s");
        }

        if (FailsMore(newer, older, tolerance))
        {
            return string.Create(CultureInfo.InvariantCulture, $"it answered {newer.Failures} of {newer.Count} requests with 5xx or not at all; the old version {older.Failures} of {older.Count}");
        }

        if (served is var (usersNewer, usersOlder) && FailsMore(usersNewer, usersOlder, tolerance))
        {
            return string.Create(CultureInfo.InvariantCulture, $"{usersNewer.Failures} of {usersNewer.Count} requests of users ended with 5xx; with the old version {usersOlder.Failures} of {usersOlder.Count}");
        }

        if (newer is { Median: { } now } && older is { Median: { } before } && Math.Min(newer.Count, older.Count) >= tolerance.Answers
            && now > (before * tolerance.LatencyFactor) + tolerance.Latency)
        {
            return string.Create(CultureInfo.InvariantCulture, $"half of its answers took longer than {now.TotalMilliseconds:0} ms; the old version's {before.TotalMilliseconds:0} ms");
        }

        return null;
    }

    private static bool FailsMore(VersionAnswers newer, VersionAnswers older, CanaryTolerance tolerance) =>
        newer.Failures > tolerance.Failures && newer.FailureRate > older.FailureRate + tolerance.FailureRate;
}
