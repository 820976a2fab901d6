namespace Aspire.Hosting.ApplicationModel;

/// <summary>Finds projects.</summary>
public static class ProjectResourceExtensions
{
    /// <summary>Gets the projects.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The projects.</returns>
    public static IEnumerable<ProjectResource> GetProjectResources(this DistributedApplicationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);

        return model.Resources.OfType<ProjectResource>();
    }

    /// <summary>Gets where a project is.</summary>
    /// <param name="projectResource">The project.</param>
    /// <returns>Where it is.</returns>
    /// <exception cref="DistributedApplicationException">The resource does not say.</exception>
    public static IProjectMetadata GetProjectMetadata(this ProjectResource projectResource) =>
        projectResource.TryGetLastAnnotation<IProjectMetadata>(out var metadata)
            ? metadata
            : throw new DistributedApplicationException($"The resource '{projectResource.Name}' does not say where its project is. Add it with AddProject.");
}
