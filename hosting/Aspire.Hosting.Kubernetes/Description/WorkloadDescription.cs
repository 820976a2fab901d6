using Aspire.Hosting.Kubernetes.Objects;

namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>A resource of the model that runs in pods, with everything that its Kubernetes objects are made of.</summary>
public sealed record WorkloadDescription
{
    /// <summary>The resource's name: the name of its workload, and of its folder in the tree.</summary>
    public required string Name { get; init; }

    /// <summary>Whether its objects are written; otherwise it is known only for others to refer to, and is brought up by somebody else.</summary>
    public bool IsWritten { get; init; } = true;

    /// <summary>Whether it runs nowhere: its image is only built, for others to copy files from.</summary>
    public bool IsBuildOnly { get; init; }

    /// <summary>What runs the pods.</summary>
    public WorkloadKind Kind { get; init; }

    /// <summary>The value of <c>app.kubernetes.io/component</c>: its part in the architecture, e.g. <c>database</c>.</summary>
    public string Component { get; init; } = "service";

    /// <summary>The image.</summary>
    public required ContainerImage Image { get; init; }

    /// <summary>Whether it is a project of .NET: it listens where its settings tell it to, and has no certificate in the cluster.</summary>
    public bool IsProject { get; init; }

    /// <summary>The command in place of the image's entry point; empty keeps it.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>The arguments in place of the image's; empty keeps them. A secret part is passed through an environment variable.</summary>
    public IReadOnlyList<TextTemplate> Arguments { get; init; } = [];

    /// <summary>The number of pods.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>How a new version replaces the old one.</summary>
    public UpdateStrategy UpdateStrategy { get; init; }

    /// <summary>The ports.</summary>
    public IReadOnlyList<EndpointDescription> Endpoints { get; init; } = [];

    /// <summary>The environment variables, in the model's order.</summary>
    public IReadOnlyList<EnvironmentEntry> Environment { get; init; } = [];

    /// <summary>The probes, at most one of a kind.</summary>
    public IReadOnlyList<ProbeDescription> Probes { get; init; } = [];

    /// <summary>The volumes.</summary>
    public IReadOnlyList<VolumeDescription> Volumes { get; init; } = [];

    /// <summary>The directories of mounted configuration and secret files.</summary>
    public IReadOnlyList<MountedFiles> Files { get; init; } = [];

    /// <summary>The names of the workloads that it connects to. It may reach these, and those that its settings name, and no others.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>
    /// The names of the workloads that have to be there before it starts. In a cluster nobody waits: programs are not ready, and try
    /// again, until what they need answers.
    /// </summary>
    public IReadOnlyList<string> WaitsFor { get; init; } = [];

    /// <summary>Whether it connects to something outside the cluster, such as a database that is only a connection string here.</summary>
    public bool ReachesOutside { get; init; }

    /// <summary>Whether it sends telemetry, which then names the pod that it comes from.</summary>
    public bool SendsTelemetry { get; init; }

    /// <summary>The name of its Service.</summary>
    public required string ServiceName { get; init; }

    /// <summary>The name of the headless Service that gives the pods of a StatefulSet their names; made of the workload's unless it is set.</summary>
    public string GoverningServiceName { get => field ?? $"{Name}-headless"; init; }

    /// <summary>How its Service is reached.</summary>
    public ServiceExposure ServiceExposure { get; init; }

    /// <summary>
    /// How its external endpoints are reached besides: by a Service of their own where others are internal;
    /// <see langword="null"/> is in no other way than by <see cref="ServiceExposure"/>.
    /// </summary>
    public ServiceExposure? ExternalExposure { get; init; }

    /// <summary>Requests and limits.</summary>
    public ComputeResources Resources { get; init; } = ComputeResources.Service;

    /// <summary>As whom it runs.</summary>
    public required ContainerIdentity Identity { get; init; }

    /// <summary>
    /// The environment variables that are read once only, as by a database at its first start, and for each how the running
    /// program is told another value.
    /// </summary>
    public IReadOnlyDictionary<string, ProgramChange> ValueChanges { get; init; } = new Dictionary<string, ProgramChange>();

    /// <summary>Automatic scaling; <see langword="null"/> keeps <see cref="Replicas"/>.</summary>
    public AutoscalingDescription? Autoscaling { get; init; }

    /// <summary>The disruption budget; <see langword="null"/> makes none.</summary>
    public DisruptionBudgetDescription? DisruptionBudget { get; init; }

    /// <summary>Labels that a node must have.</summary>
    public IReadOnlyDictionary<string, string> NodeSelector { get; init; } = new Dictionary<string, string>();

    /// <summary>Further containers of the pods.</summary>
    public IReadOnlyList<SidecarDescription> Sidecars { get; init; } = [];

    /// <summary>The sidecar of Dapr; <see langword="null"/> when it has none.</summary>
    public DaprSidecarDescription? Dapr { get; init; }

    /// <summary>
    /// What the program, or the sidecar that has the token, gets from the Kubernetes API, as rules of a Role; empty gives it no token at all.
    /// </summary>
    public IReadOnlyList<k8s.Models.V1PolicyRule> ApiAccess { get; init; } = [];

    /// <summary>Changes to the finished objects, in order.</summary>
    public IReadOnlyList<Action<WorkloadObjects>> Customizations { get; init; } = [];

    /// <summary>What whoever publishes it has to know, one sentence each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Where the resource was added.</summary>
    public SourceLocation? Source { get; init; }

    /// <summary>Whether its settings have no address but those of the model: other text of theirs is a name of something else, even if a host has the same.</summary>
    internal bool HasOnlyModelAddresses { get; init; }

    /// <summary>The workloads that it connects to, named as such or by an address in its settings.</summary>
    internal IEnumerable<string> Reached => Addresses.Select(address => address.Resource).Concat(References).Where(name => name != Name).Distinct();

    /// <summary>Everything that its settings say, from the environment, the arguments and the files.</summary>
    internal IEnumerable<TextTemplate> Texts => Environment.Select(entry => entry.Value).Concat(Arguments).Concat(Files.SelectMany(files => files.Files.Values));

    // The scheme alone leads nowhere.
    private IEnumerable<TextPart.Endpoint> Addresses => Texts
        .SelectMany(value => value.Parts)
        .OfType<TextPart.Endpoint>()
        .Where(endpoint => endpoint.Property is not EndpointPart.Scheme);

    /// <summary>
    /// The endpoints of <paramref name="target"/> that it connects to: those that its settings name, or all when it
    /// refers to the workload as such.
    /// </summary>
    internal IReadOnlyList<EndpointDescription> ReachedEndpoints(WorkloadDescription target)
    {
        if (target.Name == Name)
        {
            return [];
        }

        var names = Addresses.Where(address => address.Resource == target.Name).Select(address => address.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return References.Contains(target.Name) ? target.Endpoints : [.. target.Endpoints.Where(endpoint => names.Contains(endpoint.Name))];
    }

    /// <summary>The same workload with <paramref name="change"/> made to every part of its settings.</summary>
    internal WorkloadDescription WithTexts(Func<TextPart, TextPart> change)
    {
        return this with
        {
            Environment = [.. Environment.Select(entry => entry with { Value = Changed(entry.Value) })],
            Arguments = [.. Arguments.Select(Changed)],
            Files = [.. Files.Select(files => files with { Files = files.Files.ToDictionary(file => file.Key, file => Changed(file.Value)) })],
            Image = Image.Dockerfile is not { } dockerfile ? Image : Image with
            {
                Dockerfile = dockerfile with
                {
                    Arguments = [.. dockerfile.Arguments.Select(argument => argument with { Value = argument.Value is null ? null : Changed(argument.Value) })],
                    Secrets = [.. dockerfile.Secrets.Select(secret => secret with { Value = secret.Value is null ? null : Changed(secret.Value) })],
                },
            },
        };

        TextTemplate Changed(TextTemplate text) => new(text.Parts.Select(change));
    }
}
