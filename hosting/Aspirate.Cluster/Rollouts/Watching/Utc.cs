namespace Aspirate.Cluster.Rollouts.Watching;

/// <summary>The API server's times, which are in UTC without saying so.</summary>
internal static class Utc
{
    public static DateTimeOffset? Of(DateTime? time) => time is { } known ? new(DateTime.SpecifyKind(known, DateTimeKind.Utc)) : null;
}
