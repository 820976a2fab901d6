using Aspirate.Cluster.Secrets.Templates;

namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>A parameter of the model.</summary>
public sealed record ParameterDescription
{
    /// <summary>The parameter's name, e.g. <c>postgres-password</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The configuration value that holds it; <see langword="null"/> is <c>Parameters:NAME</c>.</summary>
    public string? ConfigurationKey { get; init; }

    /// <summary>Whether the value is secret. Then it is not here, and never reaches the tree.</summary>
    public bool IsSecret { get; init; }

    /// <summary>The value of a parameter that is not secret; <see langword="null"/> when nobody has given one.</summary>
    public string? Value { get; init; }

    /// <summary>Whether the value is told from outside the model, and so may well be an address of something outside.</summary>
    public bool IsGiven { get; init; }

    /// <summary>How a missing value may be made up; <see langword="null"/> when somebody has to give it.</summary>
    public SecretGeneration? Generation { get; init; }

    /// <summary>Whether the AppHost makes up a missing value itself, by a rule that only it knows.</summary>
    public bool IsMadeByAppHost { get; init; }

    /// <summary>Where the parameter was added.</summary>
    public SourceLocation? Source { get; init; }
}
