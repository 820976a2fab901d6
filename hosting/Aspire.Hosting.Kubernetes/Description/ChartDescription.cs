namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>A Helm chart that is installed before the application.</summary>
public sealed record ChartDescription
{
    /// <summary>The resource's name.</summary>
    public required string Name { get; init; }

    /// <summary>The chart, as <c>helm install</c> takes it.</summary>
    public required string Reference { get; init; }

    /// <summary>Its version.</summary>
    public required string Version { get; init; }

    /// <summary>The name that it is installed under.</summary>
    public required string ReleaseName { get; init; }

    /// <summary>The namespace that it is installed into.</summary>
    public required string Namespace { get; init; }

    /// <summary>Its values, as <c>helm --set</c> takes them.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it goes with the application.</summary>
    public bool IsDestroyed { get; init; }

    /// <summary>Whether fields are taken over that somebody else has changed.</summary>
    public bool ForcesConflicts { get; init; }
}
