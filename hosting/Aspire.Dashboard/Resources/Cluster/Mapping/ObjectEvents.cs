using System.Collections.Immutable;
using k8s.Models;

namespace Aspire.Dashboard.Resources.Cluster.Mapping;

/// <summary>Finds what happened to an object.</summary>
internal sealed class ObjectEvents(IEnumerable<Corev1Event> events)
{
    // A pane is read from the top.
    private const int Most = 30;

    private readonly ILookup<(string? Kind, string? Name), Corev1Event> _byObject =
        events.ToLookup(entry => ((string?)entry.InvolvedObject?.Kind, (string?)entry.InvolvedObject?.Name));

    /// <summary>What happened to the first object, and to further ones that belong to it; the latest first.</summary>
    public ImmutableArray<ResourceEvent> Of(params ReadOnlySpan<(string Kind, string Name)> objects)
    {
        var found = new List<ResourceEvent>();

        for (var i = 0; i < objects.Length; i++)
        {
            var about = i == 0 ? "" : objects[i].Name;
            found.AddRange(_byObject[objects[i]].Select(entry => Map(entry, about)));
        }

        return [.. found.OrderByDescending(entry => entry.At).Take(Most)];
    }

    public ResourceEvent? LatestWarningOf((string Kind, string Name) item) =>
        _byObject[item].Where(entry => entry.Type == "Warning").Select(entry => Map(entry, "")).MaxBy(entry => entry.At);

    private static ResourceEvent Map(Corev1Event entry, string about) => new(
        PodMapper.Time(entry.Series?.LastObservedTime ?? entry.LastTimestamp ?? entry.EventTime ?? entry.Metadata.CreationTimestamp) ?? DateTimeOffset.UnixEpoch,
        entry.Type == "Warning",
        entry.Reason ?? "",
        entry.Message ?? "",
        Math.Max(1, entry.Series?.Count ?? entry.Count ?? 1),
        about);
}
