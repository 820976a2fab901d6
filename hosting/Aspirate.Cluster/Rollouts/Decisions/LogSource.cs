namespace Aspirate.Cluster.Rollouts.Decisions;

/// <summary>The log of a container.</summary>
/// <param name="Pod">Its pod.</param>
/// <param name="Container">Its name.</param>
/// <param name="Previous">The log of the run before the present one.</param>
internal sealed record LogSource(string Pod, string Container, bool Previous);
