using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes;

/// <summary>An authority that cert-manager gets certificates from: a ClusterIssuer, which every namespace can use.</summary>
/// <remarks><see href="https://cert-manager.io/docs/configuration/acme/"/></remarks>
public sealed class CertManagerIssuerResource : Resource, IResourceWithParent<CertManagerResource>
{
    /// <summary>Makes the resource.</summary>
    /// <param name="name">The resource's name, which is also the ClusterIssuer's, in lower case.</param>
    /// <param name="parent">The cert-manager that serves it.</param>
    public CertManagerIssuerResource(string name, CertManagerResource parent)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(parent);

        Parent = parent;
    }

    /// <inheritdoc/>
    public CertManagerResource Parent { get; }

    internal string ObjectName => Name.ToLowerInvariant();

    internal string? AcmeServer { get; set; }

    internal ReferenceExpression? Email { get; set; }

    internal bool AnswersOverHttp { get; set; }
}
