using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Pipelines;

/// <summary>Says where steps write.</summary>
public interface IPipelineOutputService
{
    /// <summary>Gets the directory of <c>--output-path</c>; <c>aspire-output</c> beside the AppHost by default.</summary>
    /// <returns>The absolute path. The directory may not exist yet.</returns>
    string GetOutputDirectory();

    /// <summary>Gets the directory that a compute environment writes to: the output directory itself, or one inside named after the environment when there are several.</summary>
    /// <param name="resource">The compute environment.</param>
    /// <returns>The absolute path. The directory may not exist yet.</returns>
    string GetOutputDirectory(IResource resource);

    /// <summary>Gets a directory for intermediate files, outside of the output.</summary>
    /// <returns>The absolute path of an existing directory, readable by the user alone.</returns>
    string GetTempDirectory();

    /// <summary>Gets a directory for a resource's intermediate files, outside of the output.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>The absolute path of an existing directory, readable by the user alone.</returns>
    string GetTempDirectory(IResource resource);
}
