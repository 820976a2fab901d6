using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes;

/// <summary>On a cluster: what the application's chart says about itself.</summary>
public sealed class HelmChartDescriptionAnnotation : IResourceAnnotation
{
    /// <summary>Makes the annotation.</summary>
    /// <param name="description">One sentence.</param>
    public HelmChartDescriptionAnnotation(ReferenceExpression description)
    {
        ArgumentNullException.ThrowIfNull(description);

        Description = description;
    }

    /// <summary>Gets the sentence.</summary>
    public ReferenceExpression Description { get; }
}
