using Aspire.Hosting.Running.Processes;

namespace Aspire.Hosting.Running.Replicas;

/// <summary>What is executed for a replica of a resource.</summary>
internal interface IReplicaProgram
{
    /// <summary>What it is made from: the project, the program, the image. For people.</summary>
    string Source { get; }

    /// <exception cref="DistributedApplicationException">It cannot be executed; the message names the remedy.</exception>
    Task<ProcessSpecification> DescribeAsync(ReplicaConfiguration configuration, CancellationToken cancellationToken);
}
