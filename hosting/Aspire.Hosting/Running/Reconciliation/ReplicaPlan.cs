namespace Aspire.Hosting.Running.Reconciliation;

/// <summary>Compares desired and actual state of one resource and says what to do next. Pure: the same input gives the same steps.</summary>
internal static class ReplicaPlan
{
    /// <param name="desired">What is wanted.</param>
    /// <param name="strategy">How old revisions are replaced.</param>
    /// <param name="mayStart">Whether everything that the resource waits for is there.</param>
    /// <param name="replicas">What there is, oldest first.</param>
    /// <param name="now">The present moment.</param>
    public static IReadOnlyList<ReplicaAction> For(
        DesiredState desired, UpdateStrategy strategy, bool mayStart, IReadOnlyList<ReplicaStatus> replicas, DateTimeOffset now)
    {
        var actions = new List<ReplicaAction>();
        var wanted = desired.EffectiveReplicas;
        var current = replicas.Where(replica => replica.Revision == desired.Revision && !IsLeaving(replica)).ToList();
        var outdated = replicas.Where(replica => replica.Revision != desired.Revision && !IsLeaving(replica) && !HasEnded(replica)).ToList();

        var stop = strategy is UpdateStrategy.Recreate || wanted == 0
            ? outdated
            : Replaceable(outdated, wanted, replicas.Count(replica => replica.IsReady));
        var surplus = Surplus(current, wanted);

        actions.AddRange(stop.Concat(surplus).Select(replica => new ReplicaAction.Stop(replica)));

        var missing = wanted - current.Count;
        var room = strategy switch
        {
            UpdateStrategy.Recreate => replicas.Any(replica => replica.Revision != desired.Revision && !HasEnded(replica)) ? 0 : missing,
            _ when outdated.Count > 0 => Math.Min(missing, wanted + 1 - current.Count - outdated.Count),
            _ => missing,
        };
        actions.AddRange(Enumerable.Range(0, Math.Max(0, room)).Select(_ => new ReplicaAction.Create()));

        foreach (var replica in replicas.Except(stop).Except(surplus))
        {
            switch (replica.Phase)
            {
                case ReplicaPhase.Waiting when mayStart:
                case ReplicaPhase.Backoff when replica.Deadline <= now:
                    actions.Add(new ReplicaAction.Start(replica));
                    break;
                case ReplicaPhase.Stopping when replica.Deadline <= now:
                    actions.Add(new ReplicaAction.Kill(replica));
                    break;
                case ReplicaPhase.Exited when IsDisposable(replica, desired):
                    actions.Add(new ReplicaAction.Remove(replica));
                    break;
            }
        }

        return actions;
    }

    // What has completed by itself stays, as the answer to "how did it end?", until it is wanted again.
    private static bool IsDisposable(ReplicaStatus replica, DesiredState desired) =>
        replica.StopReason is StopReason.NotDesired || replica.Revision != desired.Revision;

    private static bool IsLeaving(ReplicaStatus replica) =>
        replica.StopReason is StopReason.NotDesired && replica.Phase is (ReplicaPhase.Stopping or ReplicaPhase.Exited);

    private static bool HasEnded(ReplicaStatus replica) => replica.Phase is ReplicaPhase.Exited;

    // An old replica may go when those that are ready suffice without it, or when it is of no use anyway.
    private static List<ReplicaStatus> Replaceable(List<ReplicaStatus> outdated, int wanted, int ready)
    {
        var replaceable = outdated.Where(replica => !replica.IsReady).ToList();

        foreach (var replica in outdated.Where(replica => replica.IsReady))
        {
            if (ready <= wanted)
            {
                break;
            }

            replaceable.Add(replica);
            ready--;
        }

        return replaceable;
    }

    // Those of least use go first, then the youngest.
    private static List<ReplicaStatus> Surplus(List<ReplicaStatus> current, int wanted) =>
        [.. current.AsEnumerable().Reverse().Where(replica => !HasEnded(replica)).OrderBy(replica => replica.IsReady).Take(Math.Max(0, current.Count - wanted))];
}
