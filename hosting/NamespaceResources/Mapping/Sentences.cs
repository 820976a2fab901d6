using Aspirate.Cluster.Rollouts;

namespace NamespaceResources.Mapping;

/// <summary>A problem in sentences.</summary>
internal static class Sentences
{
    /// <summary>What happens, and what to do about it.</summary>
    public static string Of(RolloutProblem problem) => $"{Capital(problem.Message)}{(problem.Message.EndsWith('.') ? "" : ".")} {problem.Remedy}";

    public static string Capital(string text) => text.Length == 0 ? text : $"{char.ToUpperInvariant(text[0])}{text[1..]}";
}
