namespace Aspire.Hosting.Kubernetes.Validation;

/// <summary>The model does not give valid Kubernetes objects. Nothing was written.</summary>
public sealed class ValidationException : DistributedApplicationException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="violations">What is wrong, at least one.</param>
    public ValidationException(IReadOnlyList<Violation> violations)
        : base(Describe(violations)) => Violations = violations;

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<Violation> Violations { get; }

    private static string Describe(IReadOnlyList<Violation> violations)
    {
        ArgumentNullException.ThrowIfNull(violations);
        var count = violations.Count == 1 ? "1 violation" : $"{violations.Count} violations";
        return $"The model does not give valid Kubernetes objects ({count}); nothing was written.\n{string.Join('\n', violations.Select(violation => $"  {violation}"))}";
    }
}
