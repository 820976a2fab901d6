using k8s.Models;

namespace Aspirate.Cluster.Secrets;

/// <summary>The Secrets of an application with their values, ready to be applied.</summary>
/// <param name="Secrets">The Secrets, in the order of their templates, without a namespace.</param>
/// <param name="Checksums">
/// By the Secret's name a digest of what a pod reads of it when it starts. It is keyed, so it reveals nothing, and it does not
/// change with values that the running program is told (<see cref="Templates.SecretParameter.Change"/>).
/// </param>
public sealed record RenderedSecrets(IReadOnlyList<V1Secret> Secrets, IReadOnlyDictionary<string, string> Checksums)
{
    // A record would print its values.
    /// <summary>How many there are.</summary>
    public override string ToString() => $"{Secrets.Count} Secrets";
}
