namespace Aspire.Dashboard.Resources;

/// <summary>
/// Finds restarts in what the AppHost tells of its replicas: one that starts once more, and one that takes the place of
/// another, before it (a rolling restart) or after it (a stop and a start). A replica more, or one less, is none.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class RestartWatch(TimeProvider time)
{
    /// <summary>A replica that started this much later than another one was not started together with it.</summary>
    private static readonly TimeSpan StartTogether = TimeSpan.FromSeconds(5);

    /// <summary>How long a replica that replaces another one may take until it does.</summary>
    private static readonly TimeSpan LongestReplacement = TimeSpan.FromMinutes(3);

    private readonly Dictionary<string, Replica> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Replica> _arrived = [];
    private readonly List<Replica> _departed = [];

    /// <summary>Looks at all replicas as they are now.</summary>
    /// <returns>Whose process is a newer one since the last time, and when it started.</returns>
    public IReadOnlyList<(ResourceSnapshot Resource, DateTimeOffset Time)> Observe(IReadOnlyCollection<ResourceSnapshot> resources)
    {
        var restarts = new List<(ResourceSnapshot, DateTimeOffset)>();
        var running = resources.Where(resource => !resource.IsHidden && !IsStopped(resource)).ToList();

        foreach (var resource in running)
        {
            Arrive(resource, resource.StartedAt!.Value, restarts);
        }

        var names = running.Select(resource => resource.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var gone in _known.Values.Where(replica => !names.Contains(replica.Name)).ToList())
        {
            _known.Remove(gone.Name);
            _arrived.Remove(gone);
            Depart(gone, restarts);
        }

        return restarts;
    }

    private void Arrive(ResourceSnapshot resource, DateTimeOffset started, List<(ResourceSnapshot, DateTimeOffset)> restarts)
    {
        var known = _known.GetValueOrDefault(resource.Name);
        var replica = _known[resource.Name] = new Replica(resource, started);

        if (known is not null)
        {
            if (started > known.Started)
            {
                restarts.Add((resource, started));
            }
        }
        else if (_departed.Find(other => IsSuccessor(replica, other)) is { } departed)
        {
            _departed.Remove(departed);
            restarts.Add((resource, started));
        }
        else if (_known.Values.Any(other => other.Replaces(replica) && started - other.Started >= StartTogether))
        {
            // One more, or in the place of another one: that shows when the other one goes.
            _arrived.Add(replica);
        }
    }

    // Whoever stopped long ago while others went on was one too many.
    private bool IsSuccessor(Replica replica, Replica departed) =>
        replica.Replaces(departed)
        && (replica.Started - departed.Gone < LongestReplacement || !_known.Values.Any(other => other.Replaces(replica)));

    private void Depart(Replica gone, List<(ResourceSnapshot, DateTimeOffset)> restarts)
    {
        gone.Gone = time.GetUtcNow();
        var successor = _arrived.FindLast(replica => replica.Replaces(gone) && replica.Started > gone.Started && gone.Gone - replica.Started < LongestReplacement);

        if (successor is not null)
        {
            _arrived.Remove(successor);
            restarts.Add((successor.Resource, successor.Started));
        }
        else
        {
            _departed.RemoveAll(replica => replica.Name == gone.Name);
            _departed.Add(gone);
        }
    }

    // "Exited" without a time is told of replicas that are no longer wanted.
    private static bool IsStopped(ResourceSnapshot resource) =>
        resource.StartedAt is null || (resource.StoppedAt is { } stopped && stopped >= resource.StartedAt) || resource.State is "Exited" or "Finished";

    private sealed class Replica(ResourceSnapshot resource, DateTimeOffset started)
    {
        public ResourceSnapshot Resource => resource;

        public DateTimeOffset Started => started;

        public string Name => Resource.Name;

        public DateTimeOffset Gone { get; set; }

        public bool Replaces(Replica other) => other != this && string.Equals(Resource.DisplayName, other.Resource.DisplayName, StringComparison.OrdinalIgnoreCase);
    }
}
