using Aspirate.Cluster.Applying.Api;
using k8s;
using k8s.Models;

namespace Aspirate.Cluster.Applying.Preflight;

/// <summary>Asks the API server, before anything is done, whether each thing to be done is allowed.</summary>
internal sealed class RightsCheck(IKubernetes client)
{
    // Server-side apply patches, and creates what is not there.
    private static readonly string[] ApplyVerbs = ["get", "patch", "create"];
    private static readonly string[] RevisionVerbs = ["get", "list", "create", "patch", "delete"];
    private static readonly string[] LockVerbs = ["get", "create", "update", "delete"];

    /// <summary>The problems with applying objects of <paramref name="resources"/>.</summary>
    public async Task<IEnumerable<string>> FindAsync(IEnumerable<(ApiResource Resource, string? Namespace)> resources, string @namespace, CancellationToken cancellationToken)
    {
        var needed = resources.SelectMany(kind => ApplyVerbs.Select(verb => new Right(verb, kind.Resource.Group, kind.Resource.Plural, kind.Namespace)))
            .Concat(RevisionVerbs.Select(verb => new Right(verb, "", "secrets", @namespace)))
            .Concat(LockVerbs.Select(verb => new Right(verb, "coordination.k8s.io", "leases", @namespace)))
            .Distinct();

        var answers = await Task.WhenAll(needed.Select(async right => (Right: right, IsAllowed: await IsAllowedAsync(right, cancellationToken))));
        return answers.Where(answer => !answer.IsAllowed)
            .GroupBy(answer => (answer.Right.Group, answer.Right.Resource, answer.Right.Namespace), answer => answer.Right.Verb)
            .Select(missing => Describe(missing.Key.Group, missing.Key.Resource, missing.Key.Namespace, [.. missing]));
    }

    public async Task<bool> IsAllowedAsync(Right right, CancellationToken cancellationToken)
    {
        var review = new V1SelfSubjectAccessReview
        {
            Spec = new V1SelfSubjectAccessReviewSpec
            {
                ResourceAttributes = new V1ResourceAttributes { Verb = right.Verb, Group = right.Group, Resource = right.Resource, NamespaceProperty = right.Namespace },
            },
        };
        return (await client.AuthorizationV1.CreateSelfSubjectAccessReviewAsync(review, cancellationToken: cancellationToken)).Status.Allowed;
    }

    private static string Describe(string group, string resource, string? @namespace, string[] verbs)
    {
        var name = group.Length == 0 ? resource : $"{resource}.{group}";
        var (where, role) = @namespace is null ? ("in the whole cluster", "ClusterRole") : ($"in namespace '{@namespace}'", "Role");
        return $"You may not {string.Join(", ", verbs)} {name} {where}. Ask whoever runs the cluster for a {role} with these verbs.";
    }

    /// <summary>One thing that may be allowed or not.</summary>
    internal sealed record Right(string Verb, string Group, string Resource, string? Namespace);
}
