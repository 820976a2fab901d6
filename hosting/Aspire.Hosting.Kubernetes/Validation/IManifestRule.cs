namespace Aspire.Hosting.Kubernetes.Validation;

/// <summary>One rule of the cluster, checked before anything is written.</summary>
internal interface IManifestRule
{
    /// <summary>The violations of the rule among <paramref name="set"/>.</summary>
    IEnumerable<Violation> Check(ManifestSet set);
}
