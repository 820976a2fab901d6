using Aspirate.Cluster.Applying.Api;
using Aspirate.Cluster.Applying.Planning;

namespace Aspirate.Cluster.Applying.Preflight;

/// <summary>Everything that can be found out before anything is written: unknown kinds, namespace, rights, classes.</summary>
internal sealed class ObjectsCheck(ClusterConnection connection, ObjectApi api, string @namespace)
{
    private const string GatewayGroup = "gateway.networking.k8s.io";

    /// <exception cref="PreflightException">Something is in the way; the message has all of it.</exception>
    public async Task<CheckedObjects> CheckAsync(IReadOnlyList<ClusterObject> rendered, bool chartsComeFirst, CancellationToken cancellationToken)
    {
        var state = await new NamespaceCheck(connection.Client).ReadAsync(@namespace, cancellationToken);
        var problems = new List<string>();
        var notes = new List<string>();
        var objects = new List<ClusterObject>();
        var resources = new HashSet<(ApiResource Resource, string? Namespace)>();
        var brought = BroughtKinds(rendered);
        foreach (var item in rendered)
        {
            var resource = await api.Discovery.FindAsync(item.Reference.ApiVersion, item.Reference.Kind, cancellationToken);
            if (resource is null && !chartsComeFirst && !brought.Contains((item.Reference.Group, item.Reference.Kind)))
            {
                if (item.Reference.Group != GatewayGroup || problems.TrueForAll(problem => !problem.Contains(GatewayGroup, StringComparison.Ordinal)))
                {
                    problems.Add(await DescribeUnknownKindAsync(item.Reference, cancellationToken));
                }
            }
            else
            {
                objects.Add(Place(item, resource, state));
                if (item.IsNamespace && state is { Exists: true, MayBeChanged: false })
                {
                    notes.Add($"The namespace '{item.Reference.Name}' stays as it is: you may not change namespaces.");
                }
                else if (resource is not null)
                {
                    resources.Add((resource, resource.IsNamespaced ? objects[^1].Reference.Namespace : null));
                }
            }
        }

        if (!state.Exists && !objects.Any(item => item.IsNamespace && item.Reference.Name == @namespace))
        {
            problems.Add($"There is no namespace '{@namespace}', and the tree does not bring it. Create it with: kubectl create namespace {@namespace}");
        }

        var rights = new RightsCheck(connection.Client).FindAsync(resources, @namespace, cancellationToken);
        var classes = chartsComeFirst ? Task.FromResult<IEnumerable<string>>([]) : new ClassCheck(api).FindAsync(objects, cancellationToken);
        var entrances = chartsComeFirst
            ? Task.FromResult<(IReadOnlyList<string>, IReadOnlyList<string>)>(([], []))
            : new EntranceCheck(api, connection.IsLocal, @namespace).FindAsync(objects, cancellationToken);
        problems.AddRange(await rights);
        problems.AddRange(await classes);
        var (closed, remarks) = await entrances;
        problems.AddRange(closed);
        notes.AddRange(remarks);
        return problems.Count == 0 ? new([.. ApplyOrder.Sort(objects)], state, notes) : throw new PreflightException(problems);
    }

    // Into its namespace, where its kind has one, and with what tells later whose it is.
    private ClusterObject Place(ClusterObject item, ApiResource? resource, NamespaceState state)
    {
        if (item.IsNamespace)
        {
            return item.Reference.Name == @namespace && state.IsOurs ? item.Annotated(Ownership.CreatedAnnotation, "true") : item;
        }

        return resource is { IsNamespaced: false }
            ? item.In(null).Annotated(Ownership.NamespaceAnnotation, @namespace)
            : item.In(item.Reference.Namespace ?? @namespace);
    }

    private static HashSet<(string? Group, string? Kind)> BroughtKinds(IEnumerable<ClusterObject> objects) =>
    [
        .. objects.Where(item => item.Reference.Kind == "CustomResourceDefinition")
            .Select(item => (item.Json["spec"]?["group"]?.GetValue<string>(), item.Json["spec"]?["names"]?["kind"]?.GetValue<string>())),
    ];

    private async Task<string> DescribeUnknownKindAsync(ObjectReference reference, CancellationToken cancellationToken)
    {
        var others = (await api.Discovery.AllAsync(cancellationToken)).Where(resource => resource.Kind == reference.Kind && resource.Group == reference.Group).Select(resource => resource.ApiVersion).ToArray();
        if (others.Length == 0 && reference.Group == GatewayGroup)
        {
            return $"{reference}: this cluster (Kubernetes {connection.Version}) has no Gateway API ({GatewayGroup}). Install a controller that serves it, and where that does not bring the definitions: kubectl apply --server-side -f https://github.com/kubernetes-sigs/gateway-api/releases/latest/download/standard-install.yaml. Or apply the tree with its Ingress.";
        }

        return others.Length > 0
            ? $"{reference}: this cluster (Kubernetes {connection.Version}) has {reference.Kind} in {string.Join(", ", others)}, not in {reference.ApiVersion}. Generate the tree anew, or use a cluster of another version."
            : $"{reference}: this cluster (Kubernetes {connection.Version}) has no {reference.Kind} in {reference.ApiVersion}. Install what brings it (its CustomResourceDefinition), use a newer cluster, or leave the object out.";
    }
}
