using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Cluster.Rollouts.Watching;

/// <summary>An event's times and count, which stand in other fields depending on who wrote it.</summary>
internal static class EventTimes
{
    extension(Corev1Event entry)
    {
        public DateTimeOffset LastSeen() =>
            Utc(entry.Series?.LastObservedTime ?? entry.LastTimestamp ?? entry.EventTime ?? entry.FirstTimestamp ?? entry.Metadata?.CreationTimestamp);

        public DateTimeOffset FirstSeen() => Utc(entry.FirstTimestamp ?? entry.EventTime ?? entry.Metadata?.CreationTimestamp ?? entry.LastTimestamp);

        public int Times() => Math.Max(1, entry.Series?.Count ?? entry.Count ?? 1);
    }

    private static DateTimeOffset Utc(DateTime? time) => time is { } known ? new(DateTime.SpecifyKind(known, DateTimeKind.Utc)) : DateTimeOffset.MinValue;
}
