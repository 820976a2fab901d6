using Aspirate.Cluster.Applying;
using Aspirate.Cluster.Secrets;

namespace Aspirate.Cluster.Deploying;

/// <summary>An application as its tree says it, ready to be brought into a namespace.</summary>
/// <param name="Folder">The tree or overlay that was rendered.</param>
/// <param name="Namespace">Where it goes.</param>
/// <param name="Objects">Its objects, without its Secrets.</param>
/// <param name="Secrets">Makes its Secrets.</param>
/// <param name="SecretPlan">What is done about their values.</param>
internal sealed record DeployableApplication(string Folder, string Namespace, IReadOnlyList<ClusterObject> Objects, SecretDeployment Secrets, SecretPlan SecretPlan)
{
    /// <summary>All objects, with the Secrets as they would be. Nothing is written to the cluster.</summary>
    public async Task<IReadOnlyList<ClusterObject>> PreviewAsync(CancellationToken cancellationToken) =>
        Merge(await Secrets.PreviewAsync(SecretPlan, cancellationToken));

    /// <summary>All objects; values of Secrets that the cluster does not have yet are made, and kept there.</summary>
    public async Task<IReadOnlyList<ClusterObject>> PrepareAsync(CancellationToken cancellationToken) =>
        Merge(await Secrets.PrepareAsync(SecretPlan, cancellationToken));

    // Whoever reads a Secret when it starts is started anew when that changes.
    private IReadOnlyList<ClusterObject> Merge(RenderedSecrets rendered)
    {
        var objects = Objects.Select(item => new ClusterObject(item.Json.DeepClone().AsObject())).ToList();
        foreach (var item in objects)
        {
            SecretAnnotation.Set(item.Json, rendered.Checksums);
        }

        return [.. objects, .. rendered.Secrets.Select(ClusterObject.From)];
    }
}
