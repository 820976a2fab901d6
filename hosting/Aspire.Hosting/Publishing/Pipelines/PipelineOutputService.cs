using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Pipelines;

internal sealed class PipelineOutputService(DistributedApplicationModel model, AppHostLocation appHost, IOptions<PipelineOptions> options) : IPipelineOutputService, IDisposable
{
    private readonly Lazy<DirectoryInfo> _temp = new(() => Directory.CreateTempSubdirectory("aspire-"));

    public string GetOutputDirectory() => options.Value.OutputPath is { Length: > 0 } path
        ? Path.GetFullPath(path)
        : Path.Combine(appHost.Directory, "aspire-output");

    public string GetOutputDirectory(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);

        return model.Resources.OfType<IComputeEnvironmentResource>().Skip(1).Any()
            ? Path.Combine(GetOutputDirectory(), resource.Name)
            : GetOutputDirectory();
    }

    public string GetTempDirectory() => _temp.Value.FullName;

    public string GetTempDirectory(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);

        return _temp.Value.CreateSubdirectory(resource.Name).FullName;
    }

    public void Dispose()
    {
        if (_temp.IsValueCreated && _temp.Value.Exists)
        {
            _temp.Value.Delete(recursive: true);
        }
    }
}
