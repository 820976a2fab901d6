using System.Text.Json.Nodes;
using Aspirate.Cluster.Applying.Api;
using Aspirate.Cluster.Applying.Preflight;
using Aspirate.Cluster.Applying.Revisions;

namespace Aspirate.Cluster.Applying.Planning;

/// <summary>
/// Works out what an apply will do, by having the API server go through it without keeping it: validation, admission, quotas and
/// conflicts are judged by the one that decides.
/// </summary>
internal sealed class ChangePlanner(ObjectApi api, string @namespace, ClusterVersion version)
{
    private const int AtOnce = 8;

    /// <param name="objects">The application's objects, in the order of applying.</param>
    /// <param name="isForced">Takes over objects and fields that belong to somebody else.</param>
    /// <param name="isJudged">Whether the server can judge: not while the namespace is missing.</param>
    /// <param name="isLeftAlone">Which objects are not to be touched.</param>
    /// <param name="cancellationToken">Cancels the planning.</param>
    /// <exception cref="PreflightException">The server would refuse some of it; the message has all of that.</exception>
    public async Task<IReadOnlyList<ObjectChange>> PlanAsync(IReadOnlyList<ClusterObject> objects, bool isForced, bool isJudged, Func<ClusterObject, bool> isLeftAlone, CancellationToken cancellationToken)
    {
        var outcomes = new (ObjectChange? Change, string? Problem)[objects.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, objects.Count, options, async (i, cancellation) =>
            outcomes[i] = objects[i] switch
            {
                var item when isLeftAlone(item) => (new(item.Reference, ChangeKind.None, "", "", []) { Target = item }, null),
                var item when isJudged => await PlanAsync(item, isForced, cancellation),
                var item => (Creation(item), null),
            });

        var problems = outcomes.Select(outcome => outcome.Problem).OfType<string>().ToArray();
        return problems.Length == 0 ? [.. outcomes.Select(outcome => outcome.Change!)] : throw new PreflightException(problems);
    }

    /// <summary>What <paramref name="history"/> brought, <paramref name="objects"/> do not have, and still is ours.</summary>
    public async Task<IReadOnlyList<ObjectChange>> PlanDeletionsAsync(IReadOnlyList<Revision> history, IReadOnlyList<ClusterObject> objects, CancellationToken cancellationToken)
    {
        var wanted = objects.Select(item => item.Reference).ToHashSet();
        var gone = history.SelectMany(revision => revision.Objects)
            .Where(item => !item.IsNamespace && !item.IsVolumeClaim)
            .Select(item => item.Reference)
            .Where(reference => !wanted.Contains(reference))
            .Distinct()
            .OrderByDescending(reference => ApplyOrder.Rank(reference.Kind));

        var deletions = new List<ObjectChange>();
        foreach (var reference in gone)
        {
            if (await api.ReadAsync(reference, cancellationToken) is { } live && Ownership.IsOurs(live, @namespace) && live["metadata"]?["deletionTimestamp"] is null)
            {
                var (before, after) = ComparableObject.Show(live, null);
                deletions.Add(new(reference, ChangeKind.Delete, before, after, []) { Uid = Ownership.Uid(live) });
            }
        }

        return deletions;
    }

    private async Task<(ObjectChange? Change, string? Problem)> PlanAsync(ClusterObject target, bool isForced, CancellationToken cancellationToken)
    {
        if (await api.Discovery.FindAsync(target.Reference.ApiVersion, target.Reference.Kind, cancellationToken) is null)
        {
            return (Creation(target), null); // its kind comes with the same application
        }

        var live = await api.ReadAsync(target.Reference, cancellationToken);
        var isForeign = live is not null && !target.IsNamespace && !Ownership.IsOurs(live, @namespace);
        if (isForeign && !isForced)
        {
            return (null, $"{target.Reference} in {Where(target)} {Ownership.Describe(live!, @namespace)}, not by aspirate. Choose another namespace, delete it, or take it over with --take-over.");
        }

        var takesOver = isForeign && Takeover.IsWhole(target.Reference);
        try
        {
            if (live is not null && !takesOver && Remaking.IsNeeded(target, live))
            {
                return (await PlanRemakingAsync(target, live, isForced, cancellationToken), null);
            }

            try
            {
                return (await PlanApplyingAsync(target, live, takesOver, isForced, cancellationToken), null);
            }
            catch (RefusedException refusal) when (live is not null && !takesOver && Remaking.IsNeeded(target, refusal))
            {
                return (await PlanRemakingAsync(target, live, isForced, cancellationToken), null);
            }
        }
        catch (RefusedException refusal)
        {
            return (null, RefusalExplanation.Explain(refusal, target, live, version.ToString()));
        }
    }

    private async Task<ObjectChange> PlanRemakingAsync(ClusterObject target, JsonObject live, bool isForced, CancellationToken cancellationToken)
    {
        var judged = await api.ApplyAsync(Remaking.Changeable(target, live), isForced, isDryRun: true, cancellationToken);
        var (before, after) = ComparableObject.Show(live, target.Json);
        return new(target.Reference, ChangeKind.Change, before, after, judged.Warnings) { Target = target, IsRemade = true, Uid = Ownership.Uid(live) };
    }

    private async Task<ObjectChange> PlanApplyingAsync(ClusterObject target, JsonObject? live, bool takesOver, bool isForced, CancellationToken cancellationToken)
    {
        var answer = takesOver ? await api.TryReplaceAsync(target, live!, cancellationToken) : await api.ApplyAsync(target, isForced, isDryRun: true, cancellationToken);
        var kind = live switch
        {
            null => ChangeKind.Create,
            _ when !ComparableObject.AreEqual(live, answer.Live) => ChangeKind.Change,
            _ when !ComparableObject.AreOwnedAlike(live, answer.Live) => ChangeKind.Adopt,
            _ => ChangeKind.None,
        };
        var (before, after) = ComparableObject.Show(live, answer.Live);
        return new(target.Reference, kind, before, after, answer.Warnings) { Target = target, TakesOver = takesOver };
    }

    private static ObjectChange Creation(ClusterObject target)
    {
        var (before, after) = ComparableObject.Show(null, target.Json);
        return new(target.Reference, ChangeKind.Create, before, after, []) { Target = target };
    }

    private static string Where(ClusterObject target) => target.Reference.Namespace is { } name ? $"namespace '{name}'" : "the cluster";
}
