using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running.Processes;

namespace Aspire.Hosting.Running.Replicas;

/// <summary>Any program of this machine.</summary>
internal sealed class ExecutableProgram(ExecutableResource resource) : IReplicaProgram
{
    public string Source => resource.Command;

    public Task<ProcessSpecification> DescribeAsync(ReplicaConfiguration configuration, CancellationToken cancellationToken) => Task.FromResult(new ProcessSpecification
    {
        FileName = resource.Command,
        Arguments = [.. configuration.Arguments.Select(argument => argument.Value)],
        WorkingDirectory = resource.WorkingDirectory,
        Environment = configuration.Environment.ToDictionary(variable => variable.Name, variable => variable.Value),
    });
}
