using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Finds executables.</summary>
public static class ExecutableResourceExtensions
{
    /// <summary>Gets the executables.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The executables.</returns>
    public static IEnumerable<ExecutableResource> GetExecutableResources(this DistributedApplicationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);

        return model.Resources.OfType<ExecutableResource>();
    }
}
