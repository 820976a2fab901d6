using System.Text.Json.Nodes;

namespace Aspirate.Cluster.Applying.Revisions;

/// <summary>One state of the application that was applied. It holds no value of a Secret.</summary>
public sealed class Revision
{
    internal Revision(int number, RevisionState state, string? application, DateTimeOffset time, string description, IReadOnlyList<ClusterObject> objects) =>
        (Number, State, Application, Time, Description, Objects) = (number, state, application, time, description, objects);

    /// <summary>Counts from 1 in each namespace.</summary>
    public int Number { get; }

    /// <summary>What became of it.</summary>
    public RevisionState State { get; }

    /// <summary>The application's name, if its objects name it.</summary>
    public string? Application { get; }

    /// <summary>When it was applied (UTC).</summary>
    public DateTimeOffset Time { get; }

    /// <summary>Why it was applied.</summary>
    public string Description { get; }

    /// <summary>Its objects; Secrets without their values.</summary>
    public IReadOnlyList<ClusterObject> Objects { get; }

    /// <summary>The images of its pods.</summary>
    public IReadOnlyList<string> Images =>
    [
        .. Objects.Select(item => item.PodTemplate?["spec"]).OfType<JsonObject>()
            .SelectMany(pod => new[] { pod["initContainers"], pod["containers"] }).OfType<JsonArray>()
            .SelectMany(containers => containers)
            .Select(container => container?["image"]?.GetValue<string>()).OfType<string>()
            .Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether <paramref name="other"/> has the same objects.</summary>
    /// <param name="other">Another revision.</param>
    public bool HasSameObjects(Revision other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return HasSameObjects(other.Objects);
    }

    /// <summary>Whether <paramref name="objects"/> are its objects, apart from the values of Secrets.</summary>
    internal bool HasSameObjects(IReadOnlyList<ClusterObject> objects) =>
        objects.Count == Objects.Count
        && Sorted(objects.Select(RevisionContent.WithoutValues)).SequenceEqual(Sorted(Objects), JsonComparer.Instance);

    private static IEnumerable<JsonObject> Sorted(IEnumerable<ClusterObject> objects) =>
        objects.OrderBy(item => (item.Reference.Group, item.Reference.Kind, item.Reference.Namespace, item.Reference.Name)).Select(item => item.Json);

    private sealed class JsonComparer : IEqualityComparer<JsonObject>
    {
        public static JsonComparer Instance { get; } = new();

        public bool Equals(JsonObject? x, JsonObject? y) => JsonNode.DeepEquals(x, y);

        public int GetHashCode(JsonObject obj) => obj.Count;
    }
}
