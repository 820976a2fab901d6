using Aspirate.Cluster.Building;

namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>
/// The application as Kubernetes will see it: what is left of a model, or of an <c>aspire-manifest.json</c>, once
/// everything local is taken away. The objects are made from this and from nothing else.
/// </summary>
public sealed record ApplicationDescription
{
    /// <summary>The application's name: <c>app.kubernetes.io/part-of</c>, and the name of its chart.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence about the application, for its chart; <see langword="null"/> makes one up from the name.</summary>
    public string? Summary { get; init; }

    /// <summary>The namespace that everything is in.</summary>
    public required string Namespace { get; init; }

    /// <summary>The application's version: <c>app.kubernetes.io/version</c>, and the version of its chart (SemVer 2).</summary>
    public string Version { get; init; } = "1.0.0";

    /// <summary>The workloads, in the model's order.</summary>
    public IReadOnlyList<WorkloadDescription> Workloads { get; init; } = [];

    /// <summary>The parameters.</summary>
    public IReadOnlyList<ParameterDescription> Parameters { get; init; } = [];

    /// <summary>The Ingresses and Gateways.</summary>
    public IReadOnlyList<IngressDescription> Ingresses { get; init; } = [];

    /// <summary>The Helm charts that are installed before it.</summary>
    public IReadOnlyList<ChartDescription> Charts { get; init; } = [];

    /// <summary>The authorities that cert-manager gets certificates from.</summary>
    public IReadOnlyList<IssuerDescription> Issuers { get; init; } = [];

    /// <summary>The components of Dapr, for the sidecars of its workloads.</summary>
    public IReadOnlyList<DaprComponentDescription> DaprComponents { get; init; } = [];

    /// <summary>How external endpoints are reached that no Ingress or Gateway of the model routes.</summary>
    public ExposureDescription Exposure { get; init; } = new();

    /// <summary>How much of the traffic between pods network policies deny.</summary>
    public NetworkPolicyMode NetworkPolicies { get; init; }

    /// <summary>What whoever publishes it has to know and no object says, one sentence each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>What images that nobody here knows say of themselves, where somebody could be asked.</summary>
    public IReadOnlyList<ImageFacts> ImageFacts { get; init; } = [];

    /// <summary>Why nobody could be asked about the other images that are not known; <see langword="null"/> when nobody was.</summary>
    internal string? ImageSilence { get; init; }

    /// <summary>The variants of the application for other clusters.</summary>
    public IReadOnlyList<OverlayDescription> Overlays { get; init; } = [];

    /// <summary>When images are pulled: <c>IfNotPresent</c>, <c>Always</c> or <c>Never</c>.</summary>
    public string ImagePullPolicy { get; init; } = "IfNotPresent";

    /// <summary>The size of a volume claim that names none.</summary>
    public string StorageSize { get; init; } = "1Gi";

    /// <summary>The storage class of a volume claim that names none; <see langword="null"/> is the cluster's default.</summary>
    public string? StorageClass { get; init; }

    /// <summary>The access mode of a volume claim that names none.</summary>
    public string AccessMode { get; init; } = "ReadWriteOnce";

    /// <summary>
    /// The Pod Security Standard that all its pods keep: <c>restricted</c>, or <c>baseline</c> when it is not known of an image
    /// as whom it runs, or when Dapr adds its sidecar, which by default keeps the capabilities of its user.
    /// </summary>
    /// <remarks><see href="https://kubernetes.io/docs/concepts/security/pod-security-standards/"/></remarks>
    internal string PodSecurity => Workloads.All(workload => !workload.IsWritten || workload is { Identity.IsKnown: true, Dapr: null }) ? "restricted" : "baseline";

    /// <summary>What is on record of a workload's image; <see langword="null"/> when nothing is.</summary>
    internal ImageFacts? FactsOf(WorkloadDescription workload)
    {
        if (ImageFacts.Count == 0 || workload.Image.IsBuilt)
        {
            return null;
        }

        var image = workload.Image.ToString();
        return ImageFacts.FirstOrDefault(facts => facts.Name == image);
    }

    /// <summary>Changes every set of routes. What is called an ingress and becomes a Gateway is called a gateway then, and the other way round, unless something else is.</summary>
    /// <param name="change">Gives the changed routes.</param>
    internal ApplicationDescription ChangeRoutes(Func<IngressDescription, IngressDescription> change) => this with
    {
        Ingresses =
        [
            .. Ingresses.Select(before =>
            {
                var after = change(before);
                var name = after.IsGateway ? before.Name.Replace("ingress", "gateway", StringComparison.Ordinal) : before.Name.Replace("gateway", "ingress", StringComparison.Ordinal);
                var isTaken = Workloads.Any(workload => workload.Name == name) || Ingresses.Any(other => other.Name == name);
                return after.IsGateway == before.IsGateway || isTaken ? after : after with { Name = name };
            }),
        ],
    };
}
