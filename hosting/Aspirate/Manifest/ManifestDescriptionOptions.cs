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

    /// <summary>The folder that the sources of images are told relative to; <see langword="null"/> is that of the manifest.</summary>
    public string? SourceDirectory { get; init; }

    /// <summary>The tag of the images that the application builds.</summary>
    public string ImageTag { get; init; } = "latest";

    /// <summary><c>IfNotPresent</c>, <c>Always</c> or <c>Never</c>.</summary>
    public string ImagePullPolicy { get; init; } = "IfNotPresent";

    /// <summary>By which way external bindings are reached.</summary>
    public ExposureDescription Exposure { get; init; } = new();

    /// <summary>How much of the traffic network policies deny. Of somebody else's application, nobody knows all that it talks to.</summary>
    public NetworkPolicyMode NetworkPolicies { get; init; } = NetworkPolicyMode.On;

    /// <summary>Who is asked what images say of themselves that are not known.</summary>
    public ImageInspectionMode InspectImages { get; init; }

    /// <summary>The resources that objects are written of; empty is all. Those written may refer to the others.</summary>
    public IReadOnlyCollection<string> Components { get; init; } = [];

    /// <summary>The resources that are left out as if the manifest did not have them.</summary>
    public IReadOnlyCollection<string> Skipped { get; init; } = [];

    /// <summary>Values for what the manifest leaves open, none of them secret: by a parameter's name, or by what stands in the braces of a reference.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>What of the values that the manifest leaves open is secret, named alike; the manifest's own secrets need not be named.</summary>
    public IReadOnlySet<string> Secrets { get; init; } = new HashSet<string>();
}
