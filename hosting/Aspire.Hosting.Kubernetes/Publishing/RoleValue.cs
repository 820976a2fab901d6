using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>
/// A part of a connection that is its role's in a cluster, where a Job makes roles, and the superuser's in a manifest, which has no words for that.
/// </summary>
/// <param name="inCluster">The role's.</param>
/// <param name="inManifest">The superuser's.</param>
internal sealed class RoleValue(ReferenceExpression inCluster, ReferenceExpression inManifest) : IValueProvider, IManifestExpressionProvider, IValueWithReferences
{
    public ReferenceExpression InCluster => inCluster;

    public string ValueExpression => inManifest.ValueExpression;

    public IEnumerable<object> References => [inManifest];

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => inCluster.GetValueAsync(cancellationToken);
}
