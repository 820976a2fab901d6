namespace Aspirate.Cluster.Secrets;

/// <summary>A workload whose containers read a Secret when they start.</summary>
/// <param name="Kind">Its kind, e.g. <c>Deployment</c>.</param>
/// <param name="Name">Its name.</param>
public sealed record SecretReader(string Kind, string Name)
{
    /// <summary>Whether it has just been told to replace its pods.</summary>
    internal bool IsChanged { get; init; }
}
