namespace Aspirate.Cluster.Rollouts.Canaries;

/// <summary>How a new version does beside the old one.</summary>
/// <param name="Workload">The Deployment.</param>
/// <param name="New">How the new version has answered.</param>
/// <param name="Old">How the old one has.</param>
/// <param name="ServedByNew">How users' requests to the new version have ended; null when nothing tells.</param>
/// <param name="ServedByOld">How those to the old one have.</param>
/// <param name="Restarts">How often containers of the new version were restarted.</param>
/// <param name="Ready">How many pods of the new version are ready.</param>
/// <param name="Problem">Why it is no good; null as long as it is.</param>
public sealed record CanaryProgress(string Workload, VersionAnswers New, VersionAnswers Old, VersionAnswers? ServedByNew, VersionAnswers? ServedByOld, int Restarts, int Ready, string? Problem);
