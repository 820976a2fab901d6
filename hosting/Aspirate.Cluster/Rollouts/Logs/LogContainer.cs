namespace Aspirate.Cluster.Rollouts.Logs;

/// <summary>A run of a container: after a restart, and in another pod of the same name, it is another one.</summary>
/// <param name="Origin">The container.</param>
/// <param name="Run">The run's id at the container runtime; empty before the first.</param>
internal sealed record LogContainer(LogOrigin Origin, string Run);
