using System.Text.Json.Nodes;
using Aspirate.Cluster.Applying.Api;
using Aspirate.Cluster.Applying.Planning;
using Aspirate.Cluster.Applying.Revisions;
using Aspirate.Cluster.Secrets;

namespace Aspirate.Cluster.Applying.Destroying;

/// <summary>Deletes an application. What says where it all was is deleted last, so that an interrupted destruction can go on.</summary>
internal sealed class Destroyer(ObjectApi api, RevisionStore revisions, string @namespace, TimeProvider time)
{
    // Deleting is asynchronous, and of many kinds: there is nothing to watch them all with.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    public async Task<IReadOnlyList<ObjectReference>> DestroyAsync(DestroyPlan plan, TimeSpan timeout, Action<ObjectReference>? deleted, Func<CancellationToken, Task> afterwards, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        var pending = "";
        try
        {
            foreach (var target in plan.Targets.Concat(plan.WithVolumes ? plan.ClaimTargets : []))
            {
                either.Token.ThrowIfCancellationRequested();
                await api.DeleteAsync(target.Reference, target.Uid, DependentObjects.Foreground, CancellationToken.None);
                deleted?.Invoke(target.Reference);
            }

            foreach (var target in plan.Targets.Concat(plan.WithVolumes ? plan.ClaimTargets : []))
            {
                pending = target.Reference.ToString();
                await IsGoneAsync(target, either.Token);
            }

            await afterwards(cancellationToken);
            await ForgetAsync(plan.KeepsData, either.Token);
            if (!plan.RemovesNamespace)
            {
                return [];
            }

            if (await StrangersAsync(either.Token) is { Count: > 0 } strangers)
            {
                return strangers;
            }

            var home = (new ObjectReference("v1", "Namespace", null, @namespace), plan.NamespaceUid!);
            pending = home.Item1.ToString();
            await api.DeleteAsync(home.Item1, home.Item2, DependentObjects.Foreground, either.Token);
            deleted?.Invoke(home.Item1);
            await IsGoneAsync(home, either.Token);
            return [];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ClusterException($"{pending} is not gone after {timeout.TotalSeconds:0} s; it may be waiting for a finalizer. See: kubectl get {pending.ToLowerInvariant()} -n {@namespace} -o yaml; then run the command again.");
        }
        catch (OperationCanceledException)
        {
            throw new ApplyInterruptedException("Interrupted; what is already deleted stays deleted. To go on, run the command again.");
        }
    }

    private async Task IsGoneAsync((ObjectReference Reference, string Uid) target, CancellationToken cancellationToken)
    {
        while (await api.ReadAsync(target.Reference, cancellationToken) is { } live && Ownership.Uid(live) == target.Uid)
        {
            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    // With the data stay the passwords it is locked with, and the last revision: it says which claims are the application's.
    private async Task ForgetAsync(bool keepsData, CancellationToken cancellationToken)
    {
        var history = await revisions.ListAsync(cancellationToken);
        foreach (var revision in keepsData ? history.SkipLast(1) : history)
        {
            await revisions.DeleteAsync(revision, cancellationToken);
        }

        if (keepsData)
        {
            if (history is [.., { State: not RevisionState.Destroyed } last])
            {
                await revisions.SetStateAsync(last, RevisionState.Destroyed, cancellationToken);
            }

            return;
        }

        var parameters = new ObjectReference("v1", "Secret", @namespace, StoredParameters.SecretName);
        if (await api.ReadAsync(parameters, cancellationToken) is { } live && live["type"]?.GetValue<string>() == StoredParameters.SecretType)
        {
            await api.DeleteAsync(parameters, Ownership.Uid(live)!, DependentObjects.Background, cancellationToken);
        }
    }

    /// <summary>What others have put into the namespace: it would go with it.</summary>
    private async Task<IReadOnlyList<ObjectReference>> StrangersAsync(CancellationToken cancellationToken)
    {
        var kinds = (await api.Discovery.AllAsync(cancellationToken))
            .Where(kind => kind.IsNamespaced && kind.Verbs.Contains("list") && kind.Verbs.Contains("delete") && kind.Kind is not ("Event" or "Endpoints" or "EndpointSlice" or "Lease"));
        var found = await Task.WhenAll(kinds.Select(kind => FindAsync(kind, cancellationToken)));
        return [.. found.SelectMany(list => list).Distinct()];
    }

    private async Task<IEnumerable<ObjectReference>> FindAsync(ApiResource kind, CancellationToken cancellationToken)
    {
        try
        {
            return (await api.ListAsync(kind, @namespace, cancellationToken))
                .Where(item => item["metadata"]?["ownerReferences"] is null && item["metadata"]?["deletionTimestamp"] is null && !IsTheClusters(item, kind))
                .Select(item => new ObjectReference(kind.ApiVersion, kind.Kind, @namespace, Name(item)))
                .Where(reference => reference is not { Kind: "ServiceAccount", Name: "default" });
        }
        catch (ClusterException)
        {
            return []; // not to be seen with these rights, or served by somebody who is down
        }
    }

    private static string Name(JsonObject item) => item["metadata"]!["name"]!.GetValue<string>();

    // What the cluster's own controllers have put into the namespace, as into every other. Claims are made by one, too, but hold data.
    private static bool IsTheClusters(JsonObject item, ApiResource kind) =>
        kind.Kind != "PersistentVolumeClaim" && item["metadata"]?["managedFields"] is JsonArray { Count: > 0 } managers && managers.All(entry => entry?["manager"]?.GetValue<string>().StartsWith("kube-", StringComparison.Ordinal) is true);
}
