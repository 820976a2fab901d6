using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Finds containers.</summary>
public static class ContainerResourceExtensions
{
    /// <summary>Gets the resources that have an image.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The resources.</returns>
    public static IEnumerable<IResource> GetContainerResources(this DistributedApplicationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);

        return model.Resources.Where(IsContainer);
    }

    /// <summary>Says whether a resource has an image.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>Whether it has.</returns>
    public static bool IsContainer(this IResource resource) => resource.HasAnnotationOfType<ContainerImageAnnotation>();
}
