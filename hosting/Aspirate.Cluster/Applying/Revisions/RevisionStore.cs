using System.Globalization;
using k8s;
using k8s.Models;

namespace Aspirate.Cluster.Applying.Revisions;

/// <summary>
/// The revisions of a namespace, each a Secret beside what it describes. They are the record of what was brought here: for
/// pruning, for going back, and for destroying.
/// </summary>
internal sealed class RevisionStore(IKubernetes client, string @namespace, TimeProvider time)
{
    /// <summary>How many are kept, as a Deployment keeps ten of its ReplicaSets.</summary>
    public const int Kept = 10;

    private const string Type = "aspirate.hosting/revision";
    private const string NumberLabel = "aspirate.hosting/revision";
    private const string StateLabel = "aspirate.hosting/state";
    private const string ContentKey = "revision";

    /// <summary>All of them, oldest first.</summary>
    public async Task<IReadOnlyList<Revision>> ListAsync(CancellationToken cancellationToken)
    {
        var secrets = await client.CoreV1.ListNamespacedSecretAsync(@namespace, labelSelector: NumberLabel, cancellationToken: cancellationToken);
        return [.. secrets.Items.Where(secret => secret.Type == Type).Select(Read).OrderBy(revision => revision.Number)];
    }

    /// <summary>Stores a new one, which is being applied.</summary>
    /// <exception cref="ClusterException">Somebody else stored one of that number in the meantime.</exception>
    public async Task<Revision> AddAsync(int number, string? application, string description, IReadOnlyList<ClusterObject> objects, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var secret = new V1Secret
        {
            ApiVersion = "v1",
            Kind = "Secret",
            Metadata = new V1ObjectMeta
            {
                Name = Name(number),
                Labels = new Dictionary<string, string>
                {
                    ["app.kubernetes.io/managed-by"] = "aspirate",
                    [NumberLabel] = number.ToString(CultureInfo.InvariantCulture),
                    [StateLabel] = nameof(RevisionState.Applying),
                },
            },
            Type = Type,
            Immutable = true,
            Data = new Dictionary<string, byte[]> { [ContentKey] = RevisionContent.Write(application, now, description, objects) },
        };

        try
        {
            await client.CoreV1.CreateNamespacedSecretAsync(secret, @namespace, cancellationToken: cancellationToken);
        }
        catch (k8s.Autorest.HttpOperationException taken) when (taken.Response.StatusCode is System.Net.HttpStatusCode.Conflict)
        {
            throw new ClusterException($"Another apply stored revision {number} of namespace '{@namespace}' in the meantime; nothing was changed. Run the command again.", taken);
        }

        return new(number, RevisionState.Applying, application, now, description, [.. objects.Select(RevisionContent.WithoutValues)]);
    }

    /// <summary>Notes what became of it.</summary>
    public Task SetStateAsync(Revision revision, RevisionState state, CancellationToken cancellationToken) =>
        client.CoreV1.PatchNamespacedSecretAsync(
            new V1Patch(new { metadata = new { labels = new Dictionary<string, string> { [StateLabel] = state.ToString() } } }, V1Patch.PatchType.MergePatch), Name(revision.Number), @namespace, cancellationToken: cancellationToken);

    public Task DeleteAsync(Revision revision, CancellationToken cancellationToken) =>
        client.CoreV1.DeleteNamespacedSecretAsync(Name(revision.Number), @namespace, cancellationToken: cancellationToken);

    /// <summary>Deletes the oldest, but never the last one that is known to have worked.</summary>
    public async Task TrimAsync(CancellationToken cancellationToken)
    {
        var all = await ListAsync(cancellationToken);
        var lastGood = all.LastOrDefault(revision => revision.State is RevisionState.Deployed)?.Number;
        foreach (var old in all.SkipLast(Kept).Where(revision => revision.Number != lastGood))
        {
            await DeleteAsync(old, cancellationToken);
        }
    }

    private static string Name(int number) => $"aspirate-revision-{number.ToString(CultureInfo.InvariantCulture)}";

    private Revision Read(V1Secret secret)
    {
        try
        {
            var number = int.Parse(secret.Metadata.Labels[NumberLabel], NumberStyles.None, CultureInfo.InvariantCulture);
            var state = Enum.Parse<RevisionState>(secret.Metadata.Labels[StateLabel]);
            var (application, when, description, objects) = RevisionContent.Read(secret.Data[ContentKey]);
            return new(number, state, application, when, description, objects);
        }
        catch (Exception damaged) when (damaged is InvalidDataException or FormatException or OverflowException or ArgumentException or KeyNotFoundException or NullReferenceException)
        {
            throw new ClusterException(
                $"The Secret '{secret.Metadata.Name}' in namespace '{@namespace}' is no revision any more: {damaged.Message} Delete it with: kubectl delete secret {secret.Metadata.Name} -n {@namespace}", damaged);
        }
    }
}
