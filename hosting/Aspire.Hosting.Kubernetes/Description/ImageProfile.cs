namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>
/// What is known of an image that somebody else built: as whom it runs, what it writes to, how it says that it is ready.
/// An image that is not known runs as an ordinary user and may write to its own file system.
/// </summary>
public sealed record ImageProfile
{
    private const int DebianService = 999;
    private const int OrdinaryUser = 1000;

    private static readonly Dictionary<string, ImageProfile> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["postgres"] = Database(DebianService, "/var/run/postgresql") with
        {
            // Over TCP: the server that prepares the first start listens on the socket only, and is not ready yet.
            ReadyCommand = ["pg_isready", "--quiet", "--host=127.0.0.1"],
            DataDirectoryVariable = "PGDATA",
        },
        ["pgvector"] = Database(DebianService, "/var/run/postgresql") with { ReadyCommand = ["pg_isready", "--quiet", "--host=127.0.0.1"], DataDirectoryVariable = "PGDATA" },
        ["redis"] = Database(DebianService) with { Component = "cache" },
        ["valkey"] = Database(DebianService) with { Component = "cache" },
        ["garnet"] = Database(OrdinaryUser) with { Component = "cache" },
        ["memcached"] = Database(11211) with { Component = "cache" },
        ["rabbitmq"] = Database(DebianService, "/var/lib/rabbitmq", "/var/log/rabbitmq") with { Component = "broker", ReadyCommand = ["rabbitmq-diagnostics", "-q", "ping"] },
        ["nats"] = Database(OrdinaryUser) with { Component = "broker" },
        ["mysql"] = Database(DebianService, "/var/run/mysqld"),
        ["mariadb"] = Database(DebianService, "/run/mysqld"),
        ["mongo"] = Database(DebianService, "/data/configdb"),
        ["server"] = Database(10001) with { Identity = new(10001, 10001, HasReadOnlyRoot: false) },
        ["nginx"] = Database(101, "/var/cache/nginx", "/var/run") with { Component = "proxy", Resources = ComputeResources.Service },
    };

    /// <summary>The value of <c>app.kubernetes.io/component</c>.</summary>
    public string Component { get; init; } = "service";

    /// <summary>As whom it runs, and what it writes to.</summary>
    public ContainerIdentity Identity { get; init; } = new(OrdinaryUser, OrdinaryUser, HasReadOnlyRoot: false);

    /// <summary>Requests and limits.</summary>
    public ComputeResources Resources { get; init; } = ComputeResources.Service;

    /// <summary>The command that succeeds when the program is ready; empty when a connection to its port says so.</summary>
    public IReadOnlyList<string> ReadyCommand { get; init; } = [];

    /// <summary>
    /// The variable that names the data's directory, when the program refuses one that is not empty: a fresh volume may
    /// hold <c>lost+found</c>, so that the data go into a directory below it.
    /// </summary>
    public string? DataDirectoryVariable { get; init; }

    /// <summary>What is known of <paramref name="image"/>.</summary>
    /// <param name="image">The image.</param>
    public static ImageProfile Of(ContainerImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.IsBuilt)
        {
            return new ImageProfile();
        }

        var profile = Known.GetValueOrDefault(image.Repository.Split('/')[^1]) ?? new ImageProfile();

        // Alpine's packages number their users otherwise than Debian's.
        return image.Tag?.Contains("alpine", StringComparison.OrdinalIgnoreCase) is true && profile.DataDirectoryVariable == "PGDATA"
            ? profile with { Identity = profile.Identity with { User = 70, Group = 70 } }
            : profile;
    }

    /// <summary>Completes a workload with what is known of its image, where the model says nothing itself.</summary>
    /// <param name="workload">The workload.</param>
    public static WorkloadDescription Complete(WorkloadDescription workload)
    {
        ArgumentNullException.ThrowIfNull(workload);

        var profile = Of(workload.Image);
        var data = workload.Volumes.FirstOrDefault(volume => volume.IsPersistent);
        return workload with
        {
            Component = profile.Component,
            Identity = profile.Identity,
            Resources = profile.Resources,
            Probes = workload.Probes.Count > 0 ? workload.Probes : ReadinessOf(workload, profile),
            Environment = profile.DataDirectoryVariable is { } variable && data is not null && workload.Environment.All(entry => entry.Name != variable)
                ? [.. workload.Environment, new(variable, TextTemplate.Literal($"{data.MountPath}/{variable.ToLowerInvariant()}"))]
                : workload.Environment,
        };
    }

    /// <summary>The probes of a workload that has none in the model: without readiness an update would be blind.</summary>
    /// <param name="workload">The workload.</param>
    internal static IReadOnlyList<ProbeDescription> ReadinessOf(WorkloadDescription workload) => ReadinessOf(workload, new ImageProfile());

    private static IReadOnlyList<ProbeDescription> ReadinessOf(WorkloadDescription workload, ImageProfile profile)
    {
        var endpoint = workload.Endpoints.FirstOrDefault(candidate => candidate.Protocol == "TCP")?.Name;
        if (profile.ReadyCommand.Count == 0 && endpoint is null)
        {
            return [];
        }

        ProbeDescription Probe(ProbeKind kind) => profile.ReadyCommand.Count > 0
            ? new() { Kind = kind, Command = profile.ReadyCommand, TimeoutSeconds = 5 }
            : new() { Kind = kind, Endpoint = endpoint };

        return [Probe(ProbeKind.Startup), Probe(ProbeKind.Readiness), Probe(ProbeKind.Liveness) with { FailureThreshold = 6 }];
    }

    private static ImageProfile Database(long user, params string[] writablePaths) => new()
    {
        Component = "database",
        Identity = new(user, user, HasReadOnlyRoot: true) { WritablePaths = ["/tmp", .. writablePaths] },
        Resources = ComputeResources.Database,
    };
}
