using Aspire.Hosting.Additions;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running.Processes;

namespace Aspire.Hosting.Running.Replicas;

/// <summary>A built project, executed without the SDK in between.</summary>
internal sealed class ProjectProgram(ProjectResource resource) : IReplicaProgram
{
    private readonly IProjectMetadata _project = resource.GetProjectMetadata();

    public string Source => _project.ProjectPath;

    public Task<ProcessSpecification> DescribeAsync(ReplicaConfiguration configuration, CancellationToken cancellationToken)
    {
        var assembly = (_project as IBuiltProjectMetadata)?.AssemblyPath ?? throw new DistributedApplicationException(
            $"Where the project of '{resource.Name}' is built to is not known. Reference {_project.ProjectPath} from the AppHost's project, so that the class Projects.* is generated, and add it with AddProject<Projects.…>.");

        if (!File.Exists(assembly))
        {
            throw new DistributedApplicationException(
                $"The project of '{resource.Name}' is not built: {assembly} does not exist. Build it: dotnet build \"{_project.ProjectPath}\".");
        }

        // The program beside the assembly starts without looking for one; it is not there if the project says UseAppHost=false.
        var program = Path.ChangeExtension(assembly, OperatingSystem.IsWindows() ? ".exe" : null);
        var arguments = configuration.Arguments.Select(argument => argument.Value);

        return Task.FromResult(new ProcessSpecification
        {
            FileName = File.Exists(program) ? program : "dotnet",
            Arguments = File.Exists(program) ? [.. arguments] : ["exec", assembly, .. arguments],
            WorkingDirectory = Path.GetDirectoryName(_project.ProjectPath)!,
            Environment = configuration.Environment.ToDictionary(variable => variable.Name, variable => variable.Value),
        });
    }
}
