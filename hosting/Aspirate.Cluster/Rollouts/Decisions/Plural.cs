namespace Aspirate.Cluster.Rollouts.Decisions;

/// <summary>A number with its noun.</summary>
internal static class Plural
{
    public static string Of(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
