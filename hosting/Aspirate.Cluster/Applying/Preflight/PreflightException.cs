namespace Aspirate.Cluster.Applying.Preflight;

/// <summary>The application cannot be applied as it is. Nothing was changed.</summary>
public sealed class PreflightException : ClusterException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="problems">What is in the way, each with its remedy; at least one.</param>
    public PreflightException(IReadOnlyList<string> problems)
        : base(Describe(problems)) => Problems = problems;

    /// <summary>What is in the way.</summary>
    public IReadOnlyList<string> Problems { get; }

    private static string Describe(IReadOnlyList<string> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        return problems is [var only]
            ? $"{only}\nNothing was changed."
            : $"{problems.Count} things are in the way; nothing was changed.\n{string.Join('\n', problems.Select(problem => $"  - {problem.Replace("\n", "\n    ", StringComparison.Ordinal)}"))}";
    }
}
