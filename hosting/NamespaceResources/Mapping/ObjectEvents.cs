using Aspirate.Cluster.Rollouts.Watching;
using k8s.Models;

namespace NamespaceResources.Mapping;

/// <summary>Finds what happened to an object.</summary>
internal sealed class ObjectEvents(IEnumerable<Corev1Event> events)
{
    // A pane is read from the top.
    private const int Most = 15;

    private readonly ILookup<(string? Kind, string? Name), Corev1Event> _byObject =
        events.ToLookup(entry => ((string?)entry.InvolvedObject?.Kind, (string?)entry.InvolvedObject?.Name));

    /// <summary>What happened to the objects, the latest first.</summary>
    public IEnumerable<Corev1Event> Of(params IEnumerable<ObjectKey> objects) => objects
        .SelectMany(item => _byObject[(item.Kind, item.Name)])
        .OrderByDescending(entry => entry.LastSeen())
        .ThenBy(entry => entry.Metadata.Name, StringComparer.Ordinal)
        .Take(Most);
}
