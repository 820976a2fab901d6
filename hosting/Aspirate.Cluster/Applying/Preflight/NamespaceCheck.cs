using System.Net;
using Aspirate.Cluster.Applying.Planning;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Aspirate.Cluster.Applying.Preflight;

/// <summary>Looks at the namespace: it may be missing, be about to go, or belong to somebody who does not let it be changed.</summary>
internal sealed class NamespaceCheck(IKubernetes client)
{
    /// <exception cref="PreflightException">It is being deleted.</exception>
    public async Task<NamespaceState> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var mayBeChanged = await new RightsCheck(client).IsAllowedAsync(new("patch", "", "namespaces", null), cancellationToken);
        V1Namespace live;
        try
        {
            live = await client.CoreV1.ReadNamespaceAsync(name, cancellationToken: cancellationToken);
        }
        catch (HttpOperationException missing) when (missing.Response.StatusCode is HttpStatusCode.NotFound)
        {
            return new(Exists: false, mayBeChanged, IsOurs: true);
        }
        catch (AccessDeniedException)
        {
            return new(Exists: true, mayBeChanged, IsOurs: false);
        }

        return live.Status?.Phase == "Terminating"
            ? throw new PreflightException([Terminating(live)])
            : new(Exists: true, mayBeChanged, IsOurs: live.GetAnnotation(Ownership.CreatedAnnotation) is not null);
    }

    private static string Terminating(V1Namespace live)
    {
        var remaining = (live.Status.Conditions ?? [])
            .Where(condition => condition is { Status: "True", Type: "NamespaceContentRemaining" or "NamespaceFinalizersRemaining" or "NamespaceDeletionContentFailure" })
            .Select(condition => $" {condition.Message.TrimEnd('.')}.");
        return $"The namespace '{live.Name()}' is being deleted.{string.Concat(remaining)} Wait until it is gone (kubectl wait --for=delete namespace/{live.Name()}), or choose another with --namespace.";
    }
}
