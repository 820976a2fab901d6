using System.Net;
using k8s;
using k8s.Autorest;

namespace Aspirate.Cluster.Secrets;

/// <summary>
/// Reads and writes the parameters of a namespace. Whoever has read an older version writes nothing: of two that deploy at the same
/// time, the second sees the first one's values and takes those.
/// </summary>
internal sealed class ParameterStore(IKubernetes client, string @namespace)
{
    private const string FieldManager = "aspirate";

    // Each loses only to somebody who has just won; nobody loses this often.
    private const int MaxAttempts = 10;

    public async Task<StoredParameters> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return StoredParameters.Read(await client.CoreV1.ReadNamespacedSecretAsync(StoredParameters.SecretName, @namespace, cancellationToken: cancellationToken));
        }
        catch (HttpOperationException missing) when (missing.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return StoredParameters.Empty();
        }
    }

    /// <summary>Has <paramref name="change"/> made to the parameters as they are, as often as it takes for nobody else's change to be lost.</summary>
    /// <param name="change">Gives the parameters as they are to be; the same instance when there is nothing to change.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The parameters as they are in the cluster now.</returns>
    /// <exception cref="ClusterException">Others are changing them all the time, or the API server does not take them.</exception>
    public async Task<StoredParameters> ChangeAsync(Func<StoredParameters, StoredParameters> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var current = await ReadAsync(cancellationToken);
            var wanted = change(current);
            if (ReferenceEquals(wanted, current))
            {
                return current;
            }

            if (await TryWriteAsync(wanted, cancellationToken) is { } written)
            {
                return written;
            }
        }

        throw new ClusterException($"The Secret {@namespace}/{StoredParameters.SecretName} is being changed by somebody else all the time. See who does: kubectl get secret {StoredParameters.SecretName} -n {@namespace} --show-managed-fields -o yaml");
    }

    private async Task<StoredParameters?> TryWriteAsync(StoredParameters wanted, CancellationToken cancellationToken)
    {
        var secret = wanted.ToSecret();
        try
        {
            return StoredParameters.Read(wanted.ResourceVersion is null
                ? await client.CoreV1.CreateNamespacedSecretAsync(secret, @namespace, fieldManager: FieldManager, cancellationToken: cancellationToken)
                : await client.CoreV1.ReplaceNamespacedSecretAsync(secret, StoredParameters.SecretName, @namespace, fieldManager: FieldManager, cancellationToken: cancellationToken));
        }
        catch (HttpOperationException lost) when (lost.Response.StatusCode == HttpStatusCode.Conflict || (lost.Response.StatusCode == HttpStatusCode.NotFound && wanted.ResourceVersion is not null))
        {
            return null;
        }
        catch (HttpOperationException refused)
        {
            throw new ClusterException($"The parameters cannot be kept in the Secret {@namespace}/{StoredParameters.SecretName}: {ApiStatus.MessageOf(refused)}", refused);
        }
    }
}
