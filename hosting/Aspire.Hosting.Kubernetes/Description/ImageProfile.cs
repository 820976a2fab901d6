namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>
/// What is known of an image that somebody else built: as whom it runs, what it writes to, how it says that it is ready.
/// An image that is not known runs as an ordinary user and may write to its own file system.
/// </summary>
public sealed record ImageProfile
{
    // By the last part of the repository: mirrors and private registries keep it. Images that start as root and change to a
    // user of their own cannot do so under the restricted standard; they run as that user from the start.
    private const int DebianService = 999;
    private const int OrdinaryUser = 1000;

    // Alpine's packages number their users otherwise than Debian's.
    private static readonly Dictionary<string, int> AlpineUsers = new(StringComparer.OrdinalIgnoreCase) { ["postgres"] = 70, ["rabbitmq"] = 100 };

    private static readonly Dictionary<string, ImageProfile> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["postgres"] = Database(DebianService, "/var/run/postgresql") with
        {
            // Over TCP: the server that prepares the first start listens on the socket only, and is not ready yet.
            ReadyCommand = ["pg_isready", "--quiet", "--host=127.0.0.1"],
            DataDirectoryVariable = "PGDATA",

            // Read for an empty volume only. The value is quoted by psql itself, and the server is kept from logging it. When the
            // old password does not do, the change has been made already.
            ValueChanges = new Dictionary<string, IReadOnlyList<string>>
            {
                ["POSTGRES_PASSWORD"] =
                [
                    "sh",
                    "-c",
                    """
                    IFS= read -r NEW_PASSWORD
                    IFS= read -r OLD_PASSWORD
                    export NEW_PASSWORD
                    change() {
                      PGPASSWORD="$1" psql --username="${POSTGRES_USER:-postgres}" --dbname=postgres --no-password --no-psqlrc --quiet --set=ON_ERROR_STOP=1 <<'SQL'
                    SET log_statement = none;
                    SET log_min_error_statement = panic;
                    \getenv password NEW_PASSWORD
                    ALTER ROLE CURRENT_USER PASSWORD :'password';
                    SQL
                    }
                    change "$OLD_PASSWORD" || change "$NEW_PASSWORD"

                    """,
                ],
            },
        },
        ["redis"] = Database(DebianService) with { Component = "cache" },
        ["valkey"] = Database(DebianService) with { Component = "cache" },
        ["garnet"] = Database(OrdinaryUser) with { Component = "cache" },
        ["memcached"] = Database(11211) with { Component = "cache" },
        ["rabbitmq"] = Database(DebianService, "/var/lib/rabbitmq", "/var/log/rabbitmq") with { Component = "broker", ReadyCommand = ["rabbitmq-diagnostics", "-q", "ping"] },
        ["nats"] = Database(OrdinaryUser) with { Component = "broker" },
        ["mysql"] = Database(DebianService, "/var/run/mysqld"),
        ["mariadb"] = Database(DebianService, "/run/mysqld"),
        ["mongo"] = Database(DebianService, "/data/configdb"),
        ["server"] = Database(10001) with { Identity = Writing(10001) },
        ["nginx"] = Program(101, "proxy"),
        ["nginx-unprivileged"] = Program(101, "proxy"),
        ["grafana"] = Program(472, "monitoring"),
        ["prometheus"] = Program(65534, "monitoring"),
        ["opentelemetry-collector"] = Program(10001, "monitoring"),
        ["opentelemetry-collector-contrib"] = Program(10001, "monitoring"),
    };

    /// <summary>The value of <c>app.kubernetes.io/component</c>.</summary>
    public string Component { get; init; } = "service";

    /// <summary>As whom it runs, and what it writes to.</summary>
    public ContainerIdentity Identity { get; init; } = Writing(OrdinaryUser);

    /// <summary>Requests and limits.</summary>
    public ComputeResources Resources { get; init; } = ComputeResources.Service;

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
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ValueChanges { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>What is known of <paramref name="image"/>.</summary>
    /// <param name="image">The image.</param>
    public static ImageProfile Of(ContainerImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var name = image.Repository.Split('/')[^1];
        if (image.IsBuilt || !Known.TryGetValue(name, out var profile))
        {
            return new ImageProfile();
        }

        return image.Tag?.Contains("alpine", StringComparison.OrdinalIgnoreCase) is true && AlpineUsers.TryGetValue(name, out var user)
            ? profile with { Identity = profile.Identity with { User = user, Group = user } }
            : profile;
    }

    /// <summary>Completes a workload with what is known of its image, where the model says nothing itself.</summary>
    /// <param name="workload">The workload.</param>
    public static WorkloadDescription Complete(WorkloadDescription workload)
    {
        ArgumentNullException.ThrowIfNull(workload);

        var profile = Of(workload.Image);
        var data = workload.Volumes.FirstOrDefault(volume => volume.IsPersistent);
        if (data is not null && !IsKnown(workload.Image))
        {
            profile = profile with { Component = "database", Resources = ComputeResources.Database };
        }

        return workload with
        {
            Component = profile.Component,

            // Without a volume the data go into the image's own file system.
            Identity = data is null ? Writing(profile.Identity.User) : profile.Identity,
            Resources = profile.Resources,
            ValueChanges = profile.ValueChanges,
            Probes = workload.Probes.Count > 0 ? workload.Probes : ReadinessOf(workload, profile),
            Environment = profile.DataDirectoryVariable is { } variable && data is not null && workload.Environment.All(entry => entry.Name != variable)
                ? [.. workload.Environment, new(variable, TextTemplate.Literal($"{data.MountPath}/{variable.ToLowerInvariant()}"))]
                : workload.Environment,
        };
    }

    private static bool IsKnown(ContainerImage image) => Known.ContainsKey(image.Repository.Split('/')[^1]);

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

    // What a program writes outside its volumes is not known, so it may write anywhere.
    private static ContainerIdentity Writing(long user) => new(user, user, HasReadOnlyRoot: false) { WritablePaths = [] };

    private static ImageProfile Program(long user, string component) => new() { Component = component, Identity = Writing(user) };

    private static ImageProfile Database(long user, params string[] writablePaths) => new()
    {
        Component = "database",
        Identity = new(user, user, HasReadOnlyRoot: true) { WritablePaths = ["/tmp", .. writablePaths] },
        Resources = ComputeResources.Database,
    };
}
