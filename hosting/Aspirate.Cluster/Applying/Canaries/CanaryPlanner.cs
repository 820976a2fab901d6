using System.Globalization;
using System.Text.Json.Nodes;
using Aspirate.Cluster.Applying.Api;
using Aspirate.Cluster.Applying.Planning;
using Aspirate.Cluster.Applying.Preflight;
using Aspirate.Cluster.Applying.Revisions;
using Aspirate.Cluster.Objects;
using k8s;
using k8s.Models;

namespace Aspirate.Cluster.Applying.Canaries;

/// <summary>
/// Works out how the new versions of an application's Deployments are tried out with a share of the requests: a revision that has
/// all of the good one, the new versions beside it, and routes that lead to both.
/// </summary>
internal sealed class CanaryPlanner(IKubernetes client, ObjectApi api, ChangePlanner planner, string @namespace)
{
    private const string GatewayApi = "gateway.networking.k8s.io";

    // What would change how the old version is treated, or is there for a workload that is not.
    private static readonly HashSet<string> Later = ["HTTPRoute", "Gateway", "Ingress", "HorizontalPodAutoscaler", "PodDisruptionBudget", "ResourceQuota", "LimitRange", "Namespace"];

    /// <exception cref="PreflightException">It cannot be tried out; nothing was changed.</exception>
    public async Task<CanaryPlan> PlanAsync(ApplyPlan target, int percent, CancellationToken cancellationToken)
    {
        var stable = StableOf(target.History, @namespace);
        var routes = stable.Objects.Where(IsRoute).ToList();
        Refuse(target, routes);

        var workloads = new List<CanaryWorkload>();
        var services = new HashSet<string>(StringComparer.Ordinal);
        var added = new Dictionary<ObjectReference, ClusterObject>();
        foreach (var deployment in target.Objects.Where(item => item.Reference.Kind == "Deployment" && Changes(item, stable)))
        {
            var led = Services(stable, deployment).Where(service => routes.Any(route => CanaryObjects.Requests(route, service).Any())).ToList();
            if (led.Count == 0)
            {
                continue;
            }

            var workload = await AddAsync(deployment, led, routes, target, percent, added, cancellationToken);
            workloads.Add(workload);
            services.UnionWith(led.Select(service => service.Reference.Name));
        }

        if (workloads.Count == 0)
        {
            RefuseUnrouted(target, stable);
            return new(target, [], [], telemetry: null, percent);
        }

        await CheckRightAsync(cancellationToken);
        foreach (var item in NewComers(target, stable).Where(item => !added.ContainsKey(item.Reference)))
        {
            added.Add(item.Reference, item);
        }

        ClusterObject[] objects = [.. ApplyOrder.Sort(stable.Objects.Select(item => IsRoute(item) ? CanaryObjects.Route(item, services, percent) : item).Concat(added.Values))];
        var changes = await planner.PlanAsync(
            [.. objects.Where(item => !item.IsSecret || added.ContainsKey(item.Reference))], target.IsForced, isJudged: true, item => item.IsNamespace, cancellationToken);
        return new(
            new(target.Application, objects, [.. changes.Where(change => !IsRoute(change.Reference))], [], [], target.History, target.IsForced),
            [.. changes.Where(change => IsRoute(change.Reference) && change.Kind is not ChangeKind.None)],
            workloads,
            CanaryTelemetry.Of(stable.Objects),
            percent);
    }

    /// <summary>The version that a new one is compared with.</summary>
    /// <exception cref="PreflightException">There is none.</exception>
    public static Revision StableOf(IReadOnlyList<Revision> history, string @namespace) => history switch
    {
        [] => throw new PreflightException([$"There is nothing in the namespace '{@namespace}' yet that a new version could be compared with. Apply it without --canary first."]),
        [.., { State: RevisionState.Deployed } last] => last,
        [.., var last] => throw new PreflightException([$"The last revision ({last.Number}) of namespace '{@namespace}' is {last.State.ToString().ToLowerInvariant()}: with what would a new version be compared? Bring the application into a good state first: aspirate rollback, or aspirate apply without --canary."]),
    };

    private static void Refuse(ApplyPlan target, List<ClusterObject> routes)
    {
        if (target.Objects.FirstOrDefault(item => item.Reference.Kind == "Ingress") is { } ingress && !target.Objects.Any(IsRoute))
        {
            throw new PreflightException([$"--canary needs the Gateway API: the application is reached by {ingress.Reference}, and an Ingress cannot share requests out between two versions. Publish the routes as a Gateway (WithGatewayApi in the model, or an overlay that has it), apply that, and try the next version out then."]);
        }

        if (!target.Objects.Any(IsRoute))
        {
            throw new PreflightException(["--canary needs the Gateway API: the application has no HTTPRoute, whose requests could be shared out between two versions. Apply it without --canary."]);
        }

        if (routes.Count == 0)
        {
            throw new PreflightException(["The application's HTTPRoutes are new, so that there is no old version behind them. Apply it without --canary first."]);
        }
    }

    // Whoever asks for a trial does not want a version that all get untried.
    private static void RefuseUnrouted(ApplyPlan target, Revision stable)
    {
        var changed = target.Objects.Where(item => item.PodTemplate is not null && Changes(item, stable)).Select(item => item.Reference.ToString()).ToList();
        if (changed.Count > 0)
        {
            throw new PreflightException([$"--canary tries out what an HTTPRoute leads to, and none leads to what changes ({string.Join(", ", changed)}). Apply it without --canary."]);
        }
    }

    private async Task<CanaryWorkload> AddAsync(ClusterObject deployment, List<ClusterObject> led, List<ClusterObject> routes, ApplyPlan target, int percent, Dictionary<ObjectReference, ClusterObject> added, CancellationToken cancellationToken)
    {
        var name = deployment.Reference.Name;
        var label = CanaryObjects.LabelOf(deployment, led[0])
            ?? throw new PreflightException([$"{deployment.Reference}: the Service '{led[0].Reference.Name}' selects pods by no label that the Deployment has in its selector, so that two versions could not be told apart. Apply it without --canary."]);
        var value = CanaryObjects.Labels(deployment.Json["spec"]?["selector"]?["matchLabels"])[label];
        if (value.Length + CanaryObjects.Suffix.Length > 63 || name.Length + CanaryObjects.Suffix.Length > 63)
        {
            throw new PreflightException([$"{deployment.Reference}: with '{CanaryObjects.Suffix}' behind it, its name has more than 63 characters. Apply it without --canary."]);
        }

        var changed = target.Changes.Where(change => change.Kind is ChangeKind.Change or ChangeKind.Adopt).Select(change => (change.Reference.Kind, change.Reference.Name)).ToHashSet();
        var copies = CanaryObjects.References(deployment.PodTemplate!).Where(changed.Contains).ToHashSet();
        var replicas = Math.Max(1, (int)Math.Ceiling(await ReplicasAsync(name, cancellationToken) * percent / 100.0));
        Add(CanaryObjects.Deployment(deployment, label, replicas, copies));
        foreach (var configuration in target.Objects.Where(item => copies.Contains((item.Reference.Kind, item.Reference.Name))))
        {
            Add(CanaryObjects.Copy(configuration));
        }

        foreach (var service in led)
        {
            var next = target.Objects.FirstOrDefault(item => item.Reference == service.Reference);
            if (next is null || !routes.SelectMany(route => CanaryObjects.Requests(route, service)).All(request => Ports(next).Contains(request.Port)))
            {
                throw new PreflightException([$"Service/{service.Reference.Name}: a port that routes lead to is another one in the new version, so that they cannot lead to both. Apply it without --canary."]);
            }

            Add(CanaryObjects.Service(next, label));
        }

        foreach (var policy in target.Objects.Where(item => item.Reference.Kind == "NetworkPolicy"))
        {
            if (CanaryObjects.Policy(policy, label, value) is { } own)
            {
                Merge(own);
            }
        }

        var selector = CanaryObjects.Labels(deployment.Json["spec"]?["selector"]?["matchLabels"]);
        return new(
            name,
            name + CanaryObjects.Suffix,
            replicas,
            selector,
            new Dictionary<string, string>(selector) { [label] = value + CanaryObjects.Suffix },
            [.. led.SelectMany(service => routes.SelectMany(route => CanaryObjects.Requests(route, service))).Distinct()]);

        void Add(ClusterObject item)
        {
            if (target.Objects.Any(other => other.Reference == item.Reference))
            {
                throw new PreflightException([$"{item.Reference}: the application has an object of the name that the canary's would have. Apply it without --canary."]);
            }

            added[item.Reference] = item;
        }

        // One policy may name several of the workloads that are tried out.
        void Merge(ClusterObject policy)
        {
            if (!added.TryGetValue(policy.Reference, out var other))
            {
                Add(policy);
                return;
            }

            var both = other.Json.DeepClone().AsObject();
            foreach (var direction in new[] { "ingress", "egress" })
            {
                var rules = new JsonArray([.. JsonItems.Of(both["spec"]![direction]).Concat(JsonItems.Of(policy.Json["spec"]![direction])).Select(rule => rule.DeepClone())]);
                if (rules.Count > 0)
                {
                    both["spec"]![direction] = rules;
                }
            }

            added[policy.Reference] = new(both);
        }
    }

    // New objects come along, as nobody else uses them yet; what changes for the old version waits.
    private static IEnumerable<ClusterObject> NewComers(ApplyPlan target, Revision stable)
    {
        var created = target.Changes.Where(change => change.Kind is ChangeKind.Create).Select(change => change.Reference).ToHashSet();
        return target.Objects.Where(item => created.Contains(item.Reference) && !Later.Contains(item.Reference.Kind) && !ConcernsStablePods(item, stable));
    }

    private static bool ConcernsStablePods(ClusterObject item, Revision stable)
    {
        if (item.Reference.Kind != "NetworkPolicy")
        {
            return false;
        }

        var selector = CanaryObjects.Labels(item.Json["spec"]?["podSelector"]?["matchLabels"]);
        return stable.Objects.Select(other => CanaryObjects.Labels(other.PodTemplate?["metadata"]?["labels"])).Any(labels => labels.Count > 0 && selector.All(label => labels.GetValueOrDefault(label.Key) == label.Value));
    }

    private static bool Changes(ClusterObject workload, Revision stable) =>
        stable.Objects.FirstOrDefault(item => item.Reference == workload.Reference) is { } old && !JsonNode.DeepEquals(old.PodTemplate, workload.PodTemplate);

    private static IEnumerable<ClusterObject> Services(Revision stable, ClusterObject deployment)
    {
        var old = stable.Objects.First(item => item.Reference == deployment.Reference);
        return stable.Objects.Where(item => item.Reference is { Kind: "Service", Group: "" } && CanaryObjects.LeadsTo(item, old));
    }

    private static IEnumerable<string> Ports(ClusterObject service) =>
        JsonItems.Of(service.Json["spec"]?["ports"]).Select(port => (port["targetPort"] ?? port["port"])!.ToString());

    private static bool IsRoute(ClusterObject item) => IsRoute(item.Reference);

    private static bool IsRoute(ObjectReference reference) => reference is { Group: GatewayApi, Kind: "HTTPRoute" };

    private async Task<int> ReplicasAsync(string deployment, CancellationToken cancellationToken)
    {
        var live = await api.ReadAsync(new("apps/v1", "Deployment", @namespace, deployment), cancellationToken);
        return live?["spec"]?["replicas"] is { } replicas ? int.Parse(replicas.ToString(), CultureInfo.InvariantCulture) : 1;
    }

    // Both versions are asked through the API server, for no Service leads to either alone.
    private async Task CheckRightAsync(CancellationToken cancellationToken)
    {
        var review = new V1SelfSubjectAccessReview
        {
            Spec = new() { ResourceAttributes = new() { Verb = "create", Resource = "pods", Subresource = "portforward", NamespaceProperty = @namespace } },
        };
        if (!(await client.AuthorizationV1.CreateSelfSubjectAccessReviewAsync(review, cancellationToken: cancellationToken)).Status.Allowed)
        {
            throw new PreflightException([$"You may not create pods/portforward in namespace '{@namespace}', by which --canary asks the old and the new version the same. Ask whoever runs the cluster for a Role with this verb, or apply it without --canary."]);
        }
    }
}
