using Aspire.Hosting.Running.Processes;

namespace Aspire.Hosting.Running.Replicas;

/// <summary>What is known of a replica beyond its status: what it was given and what it said last.</summary>
internal sealed class ReplicaRecord
{
    public LogTail Log { get; } = new();

    /// <summary>What the present process was given; <see langword="null"/> before the first start.</summary>
    public ReplicaConfiguration? Configuration { get; set; }

    public ProcessSpecification? Process { get; set; }
}
