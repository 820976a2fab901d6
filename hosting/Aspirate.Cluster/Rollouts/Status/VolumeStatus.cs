namespace Aspirate.Cluster.Rollouts.Status;

/// <summary>A volume claim of the application.</summary>
/// <param name="Claim">Its name.</param>
/// <param name="IsBound">Whether there is a volume for it.</param>
/// <param name="Phase">How it is, in Kubernetes' word: <c>Bound</c>, <c>Pending</c>, <c>Lost</c>.</param>
/// <param name="Size">What it has, or else asks for, e.g. <c>1Gi</c>.</param>
/// <param name="StorageClass">The storage class; null for the cluster's default one, before it is bound.</param>
public sealed record VolumeStatus(string Claim, bool IsBound, string Phase, string? Size, string? StorageClass);
