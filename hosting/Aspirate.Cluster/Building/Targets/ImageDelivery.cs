namespace Aspirate.Cluster.Building.Targets;

/// <summary>What it took to bring an image to its target.</summary>
/// <param name="Reference">What the cluster calls the image by.</param>
/// <param name="Change">What was done, for people; <see langword="null"/> when it was there already.</param>
internal sealed record ImageDelivery(string Reference, string? Change);
