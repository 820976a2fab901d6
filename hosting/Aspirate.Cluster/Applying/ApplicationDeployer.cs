using System.Text.Json.Nodes;
using Aspirate.Cluster.Applying.Api;
using Aspirate.Cluster.Applying.Canaries;
using Aspirate.Cluster.Applying.Destroying;
using Aspirate.Cluster.Applying.Planning;
using Aspirate.Cluster.Applying.Preflight;
using Aspirate.Cluster.Applying.Revisions;

namespace Aspirate.Cluster.Applying;

/// <summary>
/// Brings one application into one namespace, keeps its revisions, and takes it away again. The steps are the caller's to call in
/// order: check, make the namespace, lock, plan, apply, wait for the workloads, complete.
/// </summary>
public sealed class ApplicationDeployer
{
    private static readonly TimeSpan DefinitionPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RemovalPatience = TimeSpan.FromSeconds(30);

    private readonly ClusterConnection _connection;
    private readonly string _namespace;
    private readonly TimeProvider _time;
    private readonly ObjectApi _api;
    private readonly RevisionStore _revisions;

    /// <summary>Makes one.</summary>
    /// <param name="connection">The cluster.</param>
    /// <param name="namespace">The application's namespace; there is one application in it.</param>
    /// <param name="time">The clock.</param>
    public ApplicationDeployer(ClusterConnection connection, string @namespace, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentException.ThrowIfNullOrEmpty(@namespace);
        (_connection, _namespace, _time) = (connection, @namespace, time);
        _api = new(connection, new ApiDiscovery(connection));
        _revisions = new(connection.Client, @namespace, time);
    }

    /// <summary>The application's namespace.</summary>
    public string Namespace => _namespace;

    /// <summary>Finds everything that is in the way, as far as it can be known before the namespace exists. Changes nothing.</summary>
    /// <param name="objects">The application's objects.</param>
    /// <param name="chartsComeFirst">Whether charts are installed before, which may bring kinds and classes that are not there yet.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <exception cref="PreflightException">Something is in the way.</exception>
    public Task<CheckedObjects> CheckAsync(IReadOnlyList<ClusterObject> objects, bool chartsComeFirst = false, CancellationToken cancellationToken = default) =>
        new ObjectsCheck(_connection, _api, _namespace).CheckAsync(objects, chartsComeFirst, cancellationToken);

    /// <summary>Makes the namespace when it is missing: the server judges nothing that is to be in a namespace that does not exist.</summary>
    /// <param name="objects">The application's objects.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>Whether it was missing.</returns>
    public async Task<bool> CreateNamespaceAsync(CheckedObjects objects, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(objects);
        if (objects.NamespaceExists)
        {
            return false;
        }

        await _api.ApplyAsync(objects.Objects.First(item => item.IsNamespace && item.Reference.Name == _namespace), isForced: false, isDryRun: false, cancellationToken);
        return true;
    }

    /// <summary>Takes the namespace away again that <see cref="CreateNamespaceAsync"/> made, when the application turned out not to fit.</summary>
    public async Task RemoveNamespaceAsync()
    {
        var reference = NamespaceReference;
        if (await _api.ReadAsync(reference, CancellationToken.None) is { } live && Ownership.Annotation(live, Ownership.CreatedAnnotation) is not null)
        {
            await _api.DeleteAsync(reference, Ownership.Uid(live)!, DependentObjects.Background, CancellationToken.None);
        }
    }

    /// <summary>Takes the lock, which keeps everybody else from applying to the namespace.</summary>
    /// <param name="waiting">Told who holds it, when somebody does.</param>
    /// <param name="cancellationToken">Cancels the waiting.</param>
    public Task<NamespaceLock> LockAsync(Action<string>? waiting = null, CancellationToken cancellationToken = default) =>
        NamespaceLock.AcquireAsync(_connection.Client, _namespace, waiting, cancellationToken);

    /// <summary>Works out what applying will do. Changes nothing.</summary>
    /// <param name="objects">The application's objects.</param>
    /// <param name="takeOver">Takes over objects and fields that belong to somebody else.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="PreflightException">The cluster would refuse some of it.</exception>
    public async Task<ApplyPlan> PlanAsync(CheckedObjects objects, bool takeOver, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(objects);

        // Between the check and this, the caller may have made the namespace.
        var isThere = objects.NamespaceExists || await _api.ReadAsync(NamespaceReference, cancellationToken) is not null;
        var history = isThere ? await _revisions.ListAsync(cancellationToken) : [];
        var application = ApplicationOf(objects.Objects);
        if (!takeOver && application is not null && history is [.., { State: not RevisionState.Destroyed, Application: { } other }] && other != application)
        {
            throw new PreflightException([$"The namespace '{_namespace}' has the application '{other}'; '{application}' would replace it. Choose another namespace with --namespace, or replace it with --take-over."]);
        }

        var planner = new ChangePlanner(_api, _namespace, _connection.Version);
        var changes = await planner.PlanAsync(objects.Objects, takeOver, isThere, objects.IsLeftAlone, cancellationToken);
        var deletions = await planner.PlanDeletionsAsync(history, objects.Objects, cancellationToken);
        return new(application, objects.Objects, changes, deletions, [.. objects.Notes, .. NotesOf(changes)], history, takeOver);
    }

    /// <summary>Works out what going back to a revision will do. Secrets stay as they are: their values are in no revision.</summary>
    /// <param name="revision">The revision to go back to.</param>
    /// <param name="takeOver">Takes over objects and fields that belong to somebody else.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="PreflightException">The cluster would refuse some of it, or a Secret of the revision is gone.</exception>
    public async Task<ApplyPlan> PlanRollbackAsync(Revision revision, bool takeOver, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(revision);
        ClusterObject[] objects = [.. ApplyOrder.Sort(revision.Objects)];
        var problems = new List<string>();
        foreach (var secret in objects.Where(item => item.IsSecret))
        {
            if (await _api.ReadAsync(secret.Reference, cancellationToken) is null)
            {
                problems.Add($"Revision {revision.Number} needs the {secret.Reference}, which is gone, and no revision keeps the values of Secrets. Apply a tree that has it: aspirate apply");
            }
        }

        if (problems.Count > 0)
        {
            throw new PreflightException(problems);
        }

        var planner = new ChangePlanner(_api, _namespace, _connection.Version);
        var changes = await planner.PlanAsync([.. objects.Where(item => !item.IsSecret)], takeOver, isJudged: true, item => item.IsNamespace, cancellationToken);
        var history = await _revisions.ListAsync(cancellationToken);
        var deletions = await planner.PlanDeletionsAsync(history, objects, cancellationToken);
        return new(revision.Application, objects, changes, deletions, [.. NotesOf(changes)], history, takeOver);
    }

    /// <summary>Works out how the new versions that <paramref name="plan"/> brings are tried out with a share of the requests first. Changes nothing.</summary>
    /// <param name="plan">What is applied when they do well.</param>
    /// <param name="percent">The share of the requests, 1 to 99.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="PreflightException">It cannot be tried out, or the cluster would refuse some of it.</exception>
    public Task<CanaryPlan> PlanCanaryAsync(ApplyPlan plan, int percent, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 99);
        return new CanaryPlanner(_connection.Client, _api, new ChangePlanner(_api, _namespace, _connection.Version), _namespace).PlanAsync(plan, percent, cancellationToken);
    }

    /// <summary>Looks whether there is a good version that a canary could be compared with.</summary>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="PreflightException">There is none.</exception>
    public async Task CheckCanaryAsync(CancellationToken cancellationToken = default) => CanaryPlanner.StableOf(await HistoryAsync(cancellationToken), _namespace);

    /// <summary>Leads the canary's share of the requests to it.</summary>
    /// <param name="canary">The plan, whose pods were applied and are ready.</param>
    /// <param name="applied">Told of each route.</param>
    /// <param name="cancellationToken">Stops after the route that is being applied.</param>
    /// <exception cref="ClusterException">The cluster refused a route, although it had let it pass before.</exception>
    public async Task ShareAsync(CanaryPlan canary, Action<ObjectChange>? applied = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(canary);
        foreach (var route in canary.Routes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await ApplyAsync(route, canary.Plan.IsForced);
            applied?.Invoke(route);
        }
    }

    /// <summary>Works out what destroying will do. Changes nothing.</summary>
    /// <param name="withVolumes">Whether the data goes, too.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public Task<DestroyPlan> PlanDestructionAsync(bool withVolumes, CancellationToken cancellationToken = default) =>
        new DestroyPlanner(_connection, _api, _revisions, _namespace).PlanAsync(withVolumes, cancellationToken);

    /// <summary>Deletes what the plan says, and waits until it is gone.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="timeout">How long to wait at most.</param>
    /// <param name="deleted">Told of each object.</param>
    /// <param name="afterwards">What goes once the objects are gone, and before it is forgotten that they were there.</param>
    /// <param name="cancellationToken">Stops it; what is left can be destroyed by the next call.</param>
    /// <returns>What keeps a namespace that the application made from being deleted with it; empty when nothing does.</returns>
    /// <exception cref="ClusterException">Something is not gone in time.</exception>
    public Task<IReadOnlyList<ObjectReference>> DestroyAsync(DestroyPlan plan, TimeSpan timeout, Action<ObjectReference>? deleted = null, Func<CancellationToken, Task>? afterwards = null, CancellationToken cancellationToken = default) =>
        new Destroyer(_api, _revisions, _namespace, _time).DestroyAsync(plan, timeout, deleted, afterwards ?? (_ => Task.CompletedTask), cancellationToken);

    /// <summary>
    /// Applies what the plan says, except its deletions, and stores that as a revision. When it ends early, the revision says so and
    /// everything applied so far is in it, so that nothing is forgotten.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="description">Why, for the history.</param>
    /// <param name="applied">Told of each object.</param>
    /// <param name="cancellationToken">Stops after the object that is being applied.</param>
    /// <exception cref="ApplyInterruptedException">It was cancelled.</exception>
    /// <exception cref="ClusterException">The cluster refused an object, although it had let it pass before.</exception>
    public async Task<Revision> ApplyAsync(ApplyPlan plan, string description, Action<ObjectChange>? applied = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.IsUnchanged)
        {
            return plan.History[^1];
        }

        var number = (plan.History is [.., var latest] ? latest.Number : 0) + 1;
        var revision = await _revisions.AddAsync(number, plan.Application, description, plan.Objects, cancellationToken);
        foreach (var abandoned in plan.History.Where(earlier => earlier.State is RevisionState.Applying))
        {
            // Nobody applies it any more, for the lock is here: its process was killed.
            await _revisions.SetStateAsync(abandoned, RevisionState.Interrupted, cancellationToken);
        }

        var changes = plan.Changes.Where(change => change.Kind is not ChangeKind.None).ToArray();
        var done = 0;
        try
        {
            foreach (var change in changes)
            {
                cancellationToken.ThrowIfCancellationRequested();

                // Not cancelled in the middle: it would not be known whether it was applied.
                await ApplyAsync(change, plan.IsForced);
                done++;
                applied?.Invoke(change);
            }

            return revision;
        }
        catch (OperationCanceledException)
        {
            await _revisions.SetStateAsync(revision, RevisionState.Interrupted, CancellationToken.None);
            throw new ApplyInterruptedException($"Interrupted after {done} of {changes.Length} objects of revision {number}{Last(changes, done)}. To go on, run the command again; {(plan.Previous is null ? "to take it away: aspirate destroy" : "to go back: aspirate rollback")}");
        }
        catch (ClusterException failure)
        {
            await _revisions.SetStateAsync(revision, RevisionState.Failed, CancellationToken.None);
            throw new ClusterException($"{failure.Message}\nApplied were {done} of {changes.Length} objects{Last(changes, done)}. Fix the cause and run the command again, or {(plan.Previous is null ? "take it away with: aspirate destroy" : "go back with: aspirate rollback")}", failure);
        }
    }

    /// <summary>Deletes what the plan says, and notes that the revision is good.</summary>
    /// <param name="plan">The plan that was applied.</param>
    /// <param name="revision">Its revision.</param>
    /// <param name="deleted">Told of each object.</param>
    /// <param name="cancellationToken">Stops it; what is left is deleted by the next apply.</param>
    public async Task CompleteAsync(ApplyPlan plan, Revision revision, Action<ObjectChange>? deleted = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(revision);
        foreach (var deletion in plan.Deletions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await _api.DeleteAsync(deletion.Reference, deletion.Uid!, DependentObjects.Background, CancellationToken.None))
            {
                deleted?.Invoke(deletion);
            }
        }

        if (revision.State is not RevisionState.Deployed)
        {
            await _revisions.SetStateAsync(revision, RevisionState.Deployed, CancellationToken.None);
        }

        await _revisions.TrimAsync(cancellationToken);
    }

    /// <summary>Notes what became of a revision that is not good.</summary>
    /// <param name="revision">The revision.</param>
    /// <param name="state">What became of it.</param>
    public Task MarkAsync(Revision revision, RevisionState state) => _revisions.SetStateAsync(revision, state, CancellationToken.None);

    /// <summary>The revisions that the namespace has, oldest first.</summary>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public Task<IReadOnlyList<Revision>> HistoryAsync(CancellationToken cancellationToken = default) => _revisions.ListAsync(cancellationToken);

    private ObjectReference NamespaceReference => new("v1", "Namespace", null, _namespace);

    private async Task ApplyAsync(ObjectChange change, bool isForced)
    {
        var target = change.Target!;
        try
        {
            if (change.TakesOver && await _api.ReadAsync(target.Reference, CancellationToken.None) is { } foreign)
            {
                await _api.SetManagersAsync(target.Reference, foreign, Takeover.Unite(foreign), CancellationToken.None);
            }

            if (change.IsRemade)
            {
                await RemoveAsync(target.Reference, change.Uid!);
            }

            await _api.ApplyAsync(target, isForced, isDryRun: false, CancellationToken.None);
        }
        catch (RefusedException refusal)
        {
            var live = await _api.ReadAsync(target.Reference, CancellationToken.None);
            throw new ClusterException(RefusalExplanation.Explain(refusal, target, live, _connection.Version.ToString()), refusal);
        }

        if (target.Reference.Kind == "CustomResourceDefinition")
        {
            await DefinitionIsServedAsync(target);
        }
    }

    // It is gone a moment after it is deleted, when its dependents have been told what becomes of them.
    private async Task RemoveAsync(ObjectReference reference, string uid)
    {
        await _api.DeleteAsync(reference, uid, Remaking.DependentsOf(reference), CancellationToken.None);
        using var patience = new CancellationTokenSource(RemovalPatience, _time);
        try
        {
            while (await _api.ReadAsync(reference, patience.Token) is { } live && Ownership.Uid(live) == uid)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), _time, patience.Token);
            }
        }
        catch (OperationCanceledException)
        {
            throw new ClusterException($"{reference} is deleted, to be made anew, but not gone after {RemovalPatience.TotalSeconds:0} s. See: kubectl get {reference.Kind.ToLowerInvariant()} {reference.Name} -n {_namespace} -o yaml");
        }
    }

    private static IEnumerable<string> NotesOf(IEnumerable<ObjectChange> changes) => changes.Where(change => change.IsRemade).Select(change => Remaking.Note(change.Reference));

    // A definition is served a moment after it is accepted.
    private async Task DefinitionIsServedAsync(ClusterObject definition)
    {
        using var patience = new CancellationTokenSource(DefinitionPatience, _time);
        try
        {
            while (await _api.ReadAsync(definition.Reference, patience.Token) is not { } live || !IsEstablished(live))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), _time, patience.Token);
            }
        }
        catch (OperationCanceledException)
        {
            throw new ClusterException($"{definition.Reference} is not served by the cluster after {DefinitionPatience.TotalSeconds:0} s. See: kubectl describe customresourcedefinition {definition.Reference.Name}");
        }

        foreach (var version in (definition.Json["spec"]?["versions"] as JsonArray ?? []).Select(version => version?["name"]?.GetValue<string>()))
        {
            _api.Discovery.Forget($"{definition.Json["spec"]?["group"]?.GetValue<string>()}/{version}");
        }
    }

    private static bool IsEstablished(JsonObject definition) => (definition["status"]?["conditions"] as JsonArray ?? [])
        .Any(condition => condition?["type"]?.GetValue<string>() == "Established" && condition["status"]?.GetValue<string>() == "True");

    private static string? ApplicationOf(IEnumerable<ClusterObject> objects) => objects
        .Select(item => item.Json["metadata"]?["labels"]?["app.kubernetes.io/part-of"]?.GetValue<string>())
        .OfType<string>()
        .GroupBy(name => name)
        .MaxBy(group => group.Count())?.Key;

    private static string Last(ObjectChange[] changes, int done) => done == 0 ? "" : $" (the last is {changes[done - 1].Reference})";
}
