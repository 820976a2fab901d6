using k8s.Models;

namespace Aspirate.Cluster.Rollouts.Watching;

/// <summary>An event's times and count, which stand in other fields depending on who wrote it.</summary>
internal static class EventTimes
{
    extension(Corev1Event entry)
    {
        public DateTimeOffset LastSeen() =>
            Utc.Of(entry.Series?.LastObservedTime ?? entry.LastTimestamp ?? entry.EventTime ?? entry.FirstTimestamp ?? entry.Metadata?.CreationTimestamp) ?? DateTimeOffset.MinValue;

        public DateTimeOffset FirstSeen() => Utc.Of(entry.FirstTimestamp ?? entry.EventTime ?? entry.Metadata?.CreationTimestamp ?? entry.LastTimestamp) ?? DateTimeOffset.MinValue;

        public int Times() => Math.Max(1, entry.Series?.Count ?? entry.Count ?? 1);
    }
}
