namespace Aspire.Hosting.ApplicationModel;

/// <summary>How many processes a resource consists of. The last one counts.</summary>
/// <param name="replicas">The number of processes, 0 or more.</param>
public sealed class ReplicaAnnotation(int replicas = 1) : IResourceAnnotation
{
    /// <summary>Gets the number of processes.</summary>
    public int Replicas { get; } = replicas;
}
