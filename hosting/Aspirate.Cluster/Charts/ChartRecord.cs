namespace Aspirate.Cluster.Charts;

/// <summary>What an apply has installed by Helm, as the application's namespace remembers it.</summary>
/// <param name="Release">The name that it is installed under.</param>
/// <param name="Namespace">The namespace that it is installed into.</param>
/// <param name="Content">A hash of what was asked for.</param>
/// <param name="Revision">Helm's number for it; 0 until Helm has done it.</param>
/// <param name="IsDestroyed">Whether it goes with the application.</param>
public sealed record ChartRecord(string Release, string Namespace, string Content, int Revision, bool IsDestroyed)
{
    internal string Key => $"{Namespace}.{Release}";
}
