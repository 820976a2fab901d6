namespace Aspire.Hosting.Kubernetes.Output;

/// <summary>One file in which a folder differs from the tree that the model gives now.</summary>
/// <param name="Path">The path below the folder, with <c>/</c> between its parts.</param>
/// <param name="Committed">The text on disk; <see langword="null"/> when the file is missing there.</param>
/// <param name="Generated">The text the model gives; <see langword="null"/> when the model no longer has the file.</param>
public sealed record FileDifference(string Path, string? Committed, string? Generated);
