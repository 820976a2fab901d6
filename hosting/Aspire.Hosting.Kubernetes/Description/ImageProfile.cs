using Aspire.Hosting.Kubernetes.Description.Postgres;

namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>
/// What is known of an image that somebody else built: as whom it runs, what it writes to, how it says that it is ready.
/// An image that is not known is left to itself: it runs as whom it likes, and may write to its own file system.
/// </summary>
public sealed record ImageProfile
{
    private const string Cache = "cache";

    // Images that start as root and change to a user of their own cannot do so under the restricted standard; they run as that
    // user from the start.
    private const int DebianService = 999;
    private const int OrdinaryUser = 1000;
    private const int AlpinePostgres = 70;

    // Where everybody's images are: another registry is a mirror, which keeps their names.
    private static readonly HashSet<string> PublicRegistries = new(StringComparer.OrdinalIgnoreCase) { "docker.io", "ghcr.io", "quay.io", "gcr.io", "mcr.microsoft.com", "public.ecr.aws", "registry.k8s.io" };

    private static readonly ImageProfile Postgres =
        WritingSocketsOnly(Database(DebianService, "/var/lib/postgresql", "/var/run/postgresql")) with
        {
            // Alpine's packages number their users otherwise than Debian's.
            AlpineUser = AlpinePostgres,

            // Over TCP: the server that prepares the first start listens on the socket only, and is not ready yet.
            ReadyCommand = ["pg_isready", "--quiet", "--host=127.0.0.1"],
            DataDirectoryVariable = "PGDATA",

            IsPostgres = true,

            // Read for an empty volume only.
            ValueChanges = new Dictionary<string, ProgramChange> { ["POSTGRES_PASSWORD"] = PostgresPassword.OfAdministrator },
        };

    private static readonly ImageProfile SqlServer = new()
    {
        Component = "database",
        DataPath = "/var/opt/mssql",
        Identity = Writing(10001),

        // It refuses to start with less than 2 GB.
        Resources = new("250m", "2Gi", "2", "3Gi"),
    };

    // A name without an owner is that of an official image (docker.io/library).
    private static readonly Dictionary<string, ImageProfile> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["postgres"] = Postgres,
        ["pgvector/pgvector"] = Postgres,
        ["ankane/pgvector"] = Postgres,
        ["postgis/postgis"] = Postgres,
        ["pgrouting/pgrouting"] = Postgres,
        ["citusdata/citus"] = Postgres,
        ["apache/age"] = Postgres,
        ["tensorchord/pgvecto-rs"] = Postgres,

        // Every tag of it is Alpine's, and none says so.
        ["timescale/timescaledb"] = Postgres with { Identity = Postgres.Identity with { User = AlpinePostgres, Group = AlpinePostgres } },
        ["redis"] = Database(DebianService, "/data") with { Component = Cache },
        ["valkey"] = Database(DebianService, "/data") with { Component = Cache, AlpineUser = OrdinaryUser },
        ["valkey/valkey"] = Database(DebianService, "/data") with { Component = Cache, AlpineUser = OrdinaryUser },
        ["microsoft/garnet"] = Database(OrdinaryUser, "/data") with { Component = Cache },
        ["memcached"] = Database(11211, null) with { Component = Cache },
        ["rabbitmq"] = Database(DebianService, "/var/lib/rabbitmq", "/var/log/rabbitmq") with { Component = "broker", AlpineUser = 100, ReadyCommand = ["rabbitmq-diagnostics", "-q", "ping"] },
        ["nats"] = Database(OrdinaryUser, null) with { Component = "broker" },
        ["mysql"] = Database(DebianService, "/var/lib/mysql", "/var/run/mysqld"),
        ["mariadb"] = Database(DebianService, "/var/lib/mysql", "/run/mysqld"),
        ["mongo"] = Database(DebianService, "/data/db", "/data/configdb"),
        ["mssql/server"] = SqlServer,
        ["azure-sql-edge"] = SqlServer,

        // Its own user may write neither its process id nor its temporary files.
        ["nginx"] = Program(101, "proxy") with { Identity = new(101, 101, HasReadOnlyRoot: false) { WritablePaths = ["/run", "/var/cache/nginx"] } },
        ["nginxinc/nginx-unprivileged"] = Program(101, "proxy"),
        ["dotnet/aspire-dashboard"] = new() { Component = "dashboard", Identity = ContainerIdentity.DotNet, Resources = ComputeResources.Service },
        ["nightly/yarp"] = Program(1654, "proxy"),
        ["grafana/grafana"] = Program(472, "monitoring"),
        ["prom/prometheus"] = Program(65534, "monitoring"),
        ["otel/opentelemetry-collector"] = Program(10001, "monitoring"),
        ["otel/opentelemetry-collector-contrib"] = Program(10001, "monitoring"),
        ["opentelemetry-collector-releases/opentelemetry-collector-contrib"] = Program(10001, "monitoring"),
    };

    /// <summary>The value of <c>app.kubernetes.io/component</c>.</summary>
    public string Component { get; init; } = "service";

    /// <summary>As whom it runs, and what it writes to.</summary>
    public ContainerIdentity Identity { get; init; } = ContainerIdentity.OfImage;

    /// <summary>Requests and limits.</summary>
    public ComputeResources Resources { get; init; } = ComputeResources.Unknown;

    /// <summary>The user id that variants on Alpine have, where it is another one.</summary>
    public long? AlpineUser { get; init; }

    /// <summary>The directory with the data that a volume keeps; <see langword="null"/> when any volume may hold them.</summary>
    public string? DataPath { get; init; }

    /// <summary>The command that succeeds when the program is ready; empty when a connection to its port says so.</summary>
    public IReadOnlyList<string> ReadyCommand { get; init; } = [];

    /// <summary>
    /// The variable that names the data's directory, when the program refuses one that is not empty: a fresh volume may
    /// hold <c>lost+found</c>, so that the data go into a directory below it.
    /// </summary>
    public string? DataDirectoryVariable { get; init; }

    /// <summary>
    /// The variables that the program reads at its first start only, and for each the command by which the running program is
    /// told another value: see <see cref="WorkloadDescription.ValueChanges"/>.
    /// </summary>
    public IReadOnlyDictionary<string, ProgramChange> ValueChanges { get; init; } = new Dictionary<string, ProgramChange>();

    /// <summary>Whether it is a PostgreSQL server with its client programs, so that its databases can have roles of their own.</summary>
    public bool IsPostgres { get; init; }

    /// <summary>What is known of <paramref name="image"/>.</summary>
    /// <param name="image">The image.</param>
    public static ImageProfile Of(ContainerImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return image.IsBuilt ? new ImageProfile { Resources = ComputeResources.Service } : Find(image.Repository) switch
        {
            null => new ImageProfile(),
            { AlpineUser: { } user } profile when image.Tag?.Contains("alpine", StringComparison.OrdinalIgnoreCase) is true => profile with { Identity = profile.Identity with { User = user, Group = user } },
            var profile => profile,
        };
    }

    /// <summary>Where a workload keeps data that are nowhere else, as far as that is known of its image; what a cache keeps is elsewhere, too.</summary>
    /// <param name="workload">The workload.</param>
    internal static string? DataPathOf(WorkloadDescription workload)
    {
        var profile = Of(workload.Image);
        return profile.Component == Cache || workload.Command.Count > 0 ? null
            : workload.Environment.FirstOrDefault(entry => entry.Name == profile.DataDirectoryVariable) is not { } chosen ? profile.DataPath
            : chosen.Value.Parts is [TextPart.Literal path] ? path.Text
            : null;
    }

    /// <summary>Completes a workload with what is known of its image, where the model says nothing itself.</summary>
    /// <param name="workload">The workload.</param>
    public static WorkloadDescription Complete(WorkloadDescription workload)
    {
        ArgumentNullException.ThrowIfNull(workload);

        var profile = Of(workload.Image);
        if (workload.Image.IsBuilt)
        {
            return workload.Probes.Count > 0 ? workload : workload with { Probes = ReadinessOf(workload, profile) };
        }

        var volumes = workload.Volumes.Where(volume => volume is { IsPersistent: true, FilledWith: null }).ToList();
        var data = volumes.FirstOrDefault(volume => profile.DataPath is not { } path || ContainerPath.Overlap(volume.MountPath, path));
        if (volumes.Count > 0 && !profile.Identity.IsKnown)
        {
            profile = profile with { Component = "database" };
        }

        return workload with
        {
            Component = profile.Component,

            // Without a volume the data go into the image's own file system.
            Identity = data is null && profile.Identity.HasReadOnlyRoot ? Writing(profile.Identity.User!.Value) : profile.Identity,
            Resources = profile.Resources,
            ValueChanges = profile.ValueChanges,
            Probes = workload.Probes.Count > 0 ? workload.Probes : ReadinessOf(workload, profile),
            Environment = profile.DataDirectoryVariable is { } variable && data is not null && workload.Environment.All(entry => entry.Name != variable)
                ? [.. workload.Environment, new(variable, TextTemplate.Literal($"{data.MountPath}/{variable.ToLowerInvariant()}"))]
                : workload.Environment,
        };
    }

    private static ImageProfile? Find(string repository)
    {
        var parts = repository.Split('/').ToList();
        var registry = parts.Count > 1 && (parts[0].Contains('.', StringComparison.Ordinal) || parts[0].Contains(':', StringComparison.Ordinal)) ? parts[0] : null;
        var path = registry is null ? parts : parts[1..];
        var name = path[^1];
        var isOfficial = path.Count == 1 || path[^2] == "library" || (registry is not null && !PublicRegistries.Contains(registry));
        return (path.Count > 1 ? Known.GetValueOrDefault($"{path[^2]}/{name}") : null) ?? (isOfficial ? Known.GetValueOrDefault(name) : null);
    }

    // Of a workload that has none in the model: without readiness an update would be blind.
    private static IReadOnlyList<ProbeDescription> ReadinessOf(WorkloadDescription workload, ImageProfile profile)
    {
        var endpoint = workload.Endpoints.FirstOrDefault(candidate => candidate.Protocol == "TCP")?.Name;

        // What tells that the image's program is ready tells nothing of another one that runs in the image.
        var asks = profile.ReadyCommand.Count > 0 && workload.Command.Count == 0;
        if (!asks && endpoint is null)
        {
            return [];
        }

        ProbeDescription Probe(ProbeKind kind) => asks
            ? new() { Kind = kind, Command = profile.ReadyCommand, TimeoutSeconds = 5 }
            : new() { Kind = kind, Endpoint = endpoint };

        // How long an image that nobody knows may take to start, or to answer when it is busy, nobody knows either.
        return workload.IsProject || profile.Identity.IsKnown
            ? [Probe(ProbeKind.Startup), Probe(ProbeKind.Readiness), Probe(ProbeKind.Liveness) with { FailureThreshold = 6 }]
            : [Probe(ProbeKind.Readiness)];
    }

    // What a program writes outside its volumes is not known, so it may write anywhere.
    private static ContainerIdentity Writing(long user) => new(user, user, HasReadOnlyRoot: false) { WritablePaths = [] };

    // What it sorts and joins is kept with its data.
    private static ImageProfile WritingSocketsOnly(ImageProfile profile) => profile with { Identity = profile.Identity with { WritableSize = "64Mi" } };

    private static ImageProfile Program(long user, string component) => new() { Component = component, Identity = Writing(user), Resources = ComputeResources.Service };

    private static ImageProfile Database(long user, string? dataPath, params string[] writablePaths) => new()
    {
        Component = "database",
        DataPath = dataPath,
        Identity = new(user, user, HasReadOnlyRoot: true) { WritablePaths = ["/tmp", .. writablePaths] },
        Resources = ComputeResources.Database,
    };
}
