namespace Aspirate.Cluster.Applying.Preflight;

/// <summary>What is known of the namespace before anything is applied.</summary>
/// <param name="Exists">Whether it exists; without the right to look, it is taken to.</param>
/// <param name="MayBeChanged">Whether its labels may be set.</param>
/// <param name="IsOurs">Whether an apply made it, so that it goes with the application.</param>
internal sealed record NamespaceState(bool Exists, bool MayBeChanged, bool IsOurs);
