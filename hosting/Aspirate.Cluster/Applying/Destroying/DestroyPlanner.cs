using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Aspirate.Cluster.Applying.Api;
using Aspirate.Cluster.Applying.Planning;
using Aspirate.Cluster.Applying.Revisions;
using Aspirate.Cluster.Charts;
using k8s;
using k8s.Models;

namespace Aspirate.Cluster.Applying.Destroying;

/// <summary>Finds what an application has left in the cluster: what its revisions name, and what the API server says is this tool's.</summary>
internal sealed class DestroyPlanner(ClusterConnection connection, ObjectApi api, RevisionStore revisions, string @namespace)
{
    public async Task<DestroyPlan> PlanAsync(bool withVolumes, CancellationToken cancellationToken)
    {
        var home = await api.ReadAsync(new("v1", "Namespace", null, @namespace), cancellationToken);
        if (home is null)
        {
            return new([], [], withVolumes, namespaceUid: null, hasRevisions: false);
        }

        var history = await revisions.ListAsync(cancellationToken);
        var objects = new List<(ObjectReference, string)>();
        foreach (var reference in Brought(history).Where(item => !item.IsNamespace && !item.IsVolumeClaim).Select(item => item.Reference).Distinct().OrderByDescending(reference => ApplyOrder.Rank(reference.Kind)))
        {
            if (await api.ReadAsync(reference, cancellationToken) is { } live && Ownership.IsOurs(live, @namespace))
            {
                objects.Add((reference, Ownership.Uid(live)!));
            }
        }

        var isOurs = Ownership.Annotation(home, Ownership.CreatedAnnotation) is not null;
        return new(objects, await ClaimsAsync(history, isOurs, cancellationToken), withVolumes, isOurs ? Ownership.Uid(home) : null, history.Count > 0)
        {
            Charts = [.. (await new ChartRecords(connection.Client, @namespace).ListAsync(cancellationToken)).Where(record => record.IsDestroyed)],
        };
    }

    private async Task<IReadOnlyList<(ObjectReference, string)>> ClaimsAsync(IReadOnlyList<Revision> history, bool isNamespaceOurs, CancellationToken cancellationToken)
    {
        // A StatefulSet's claims bear its name, the template's and a number; nobody owns them, on purpose.
        var templates = Brought(history).Where(item => item.Reference is { Kind: "StatefulSet", Group: "apps" })
            .SelectMany(set => (set.Json["spec"]?["volumeClaimTemplates"] as JsonArray ?? [])
                .Select(claim => $"^{Regex.Escape($"{claim?["metadata"]?["name"]?.GetValue<string>()}-{set.Reference.Name}")}-[0-9]+$"))
            .Distinct()
            .ToArray();
        var own = Brought(history).Where(item => item.IsVolumeClaim).Select(item => item.Reference.Name).ToHashSet();
        if (templates.Length == 0 && own.Count == 0 && !isNamespaceOurs)
        {
            return [];
        }

        var claims = await connection.Client.CoreV1.ListNamespacedPersistentVolumeClaimAsync(@namespace, cancellationToken: cancellationToken);
        return
        [
            .. claims.Items
                .Where(claim => own.Contains(claim.Metadata.Name)
                    || templates.Any(template => Regex.IsMatch(claim.Metadata.Name, template))
                    || (isNamespaceOurs && IsControllers(claim)))
                .Select(claim => (new ObjectReference("v1", "PersistentVolumeClaim", @namespace, claim.Metadata.Name), claim.Metadata.Uid)),
        ];
    }

    // In the application's own namespace: of a StatefulSet that so old a revision brought that nobody remembers it.
    private static bool IsControllers(V1PersistentVolumeClaim claim) =>
        claim.Metadata.ManagedFields is { Count: > 0 } managers && managers.All(manager => manager.Manager.StartsWith("kube-", StringComparison.Ordinal));

    private static IEnumerable<ClusterObject> Brought(IReadOnlyList<Revision> history) => history.SelectMany(revision => revision.Objects);
}
