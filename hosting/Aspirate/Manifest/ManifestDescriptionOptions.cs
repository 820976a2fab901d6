using Aspire.Hosting.Kubernetes.Description;

namespace Aspirate.Manifest;

/// <summary>What the manifest does not say and the caller decides.</summary>
internal sealed record ManifestDescriptionOptions
{
    /// <summary>The application's name.</summary>
    public required string Name { get; init; }

    /// <summary>The namespace; by default the application's name.</summary>
    public string? Namespace { get; init; }

    /// <summary>Registry and repository prefix of the images that the application builds; by default none.</summary>
    public string? ImagePrefix { get; init; }

    /// <summary>The tag of the images that the application builds.</summary>
    public string ImageTag { get; init; } = "latest";

    /// <summary><c>IfNotPresent</c>, <c>Always</c> or <c>Never</c>.</summary>
    public string ImagePullPolicy { get; init; } = "IfNotPresent";

    /// <summary>By which way external bindings are reached.</summary>
    public ExposureDescription Exposure { get; init; } = new();

    /// <summary>How much of the traffic network policies deny. Of somebody else's application, nobody knows all that it talks to.</summary>
    public NetworkPolicyMode NetworkPolicies { get; init; } = NetworkPolicyMode.On;

    /// <summary>The resources to keep; empty keeps all.</summary>
    public IReadOnlyCollection<string> Components { get; init; } = [];

    /// <summary>The values of parameters that are not secret.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();
}
