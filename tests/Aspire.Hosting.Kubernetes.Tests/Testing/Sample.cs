using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Tests.Testing;

/// <summary>An application like this repository's: three services, a database, an Ingress.</summary>
internal static class Sample
{
    public static ApplicationDescription Application(params WorkloadDescription[] workloads) => new()
    {
        Name = "devops",
        Namespace = "devops",
        Version = "1.2.3",
        Workloads = workloads.Length > 0 ? workloads : [Postgres(), Auth(), Order(), Frontend()],
        Parameters =
        [
            new() { Name = "postgres-password", IsSecret = true, Generation = new() { MinLength = 22 } },
            new() { Name = "auth-signing-key", IsSecret = true, IsMadeByAppHost = true },
            new() { Name = "public-url", Value = "http://devops.local" },
        ],
        Ingresses = workloads.Length > 0
            ? []
            :
            [
                new()
                {
                    Name = "ingress",
                    ClassName = "nginx",
                    Routes =
                    [
                        new("devops.local", "/auth", "Prefix", "auth", "http"),
                        new("devops.local", "/orders", "Prefix", "order", "http"),
                        new("devops.local", "/", "Prefix", "frontend", "http"),
                    ],
                },
            ],
    };

    public static WorkloadDescription Auth() => Service("auth", 8000) with
    {
        Environment =
        [
            .. Service("auth", 8000).Environment,
            ConnectionString("authdb"),
            new("Auth__Issuer", new(new TextPart.Parameter("public-url"), new TextPart.Literal("/auth"))),
            new("Auth__SigningKeysDirectory", TextTemplate.Literal("/etc/auth/signing-keys")),
        ],
        Files =
        [
            new("signing-keys", "/etc/auth/signing-keys", new Dictionary<string, TextTemplate> { ["current.pem"] = new(new TextPart.Parameter("auth-signing-key")) }),
        ],
    };

    public static WorkloadDescription Order() => Service("order", 4000) with
    {
        Environment = [.. Service("order", 4000).Environment, ConnectionString("orderdb"), Discovery("auth")],
    };

    public static WorkloadDescription Frontend() => Service("frontend", 3000) with
    {
        ServiceName = "frontend",
        Environment = [.. Service("frontend", 3000).Environment, Discovery("auth"), Discovery("order")],
    };

    public static WorkloadDescription Postgres() => new()
    {
        Name = "postgres",
        Kind = WorkloadKind.StatefulSet,
        Component = "database",
        Image = new("docker.io/library/postgres", "17"),
        Endpoints = [new() { Name = "tcp", Scheme = "tcp", Port = 5432, TargetPort = 5432 }],
        Environment =
        [
            new("POSTGRES_USER", TextTemplate.Literal("postgres")),
            new("POSTGRES_PASSWORD", new(new TextPart.Parameter("postgres-password"))),
            new("PGDATA", TextTemplate.Literal("/var/lib/postgresql/data/pgdata")),
        ],
        Probes = [new() { Kind = ProbeKind.Readiness, Command = ["pg_isready", "-U", "postgres"] }],
        Volumes = [new() { Name = "data", MountPath = "/var/lib/postgresql/data" }],
        ServiceName = "postgres-service",
        Resources = ComputeResources.Database,
        Identity = new(999, 999, HasReadOnlyRoot: true) { WritablePaths = ["/tmp", "/var/run/postgresql"] },
    };

    public static WorkloadDescription Service(string name, int port) => new()
    {
        Name = name,
        Image = new(name, "1.2.3") { IsBuilt = true },
        Replicas = 2,
        Endpoints = [new() { Name = "http", Port = port, TargetPort = port }],
        Environment = [new("ASPNETCORE_HTTP_PORTS", new(new TextPart.Endpoint(name, "http", EndpointPart.TargetPort)))],
        Probes =
        [
            new() { Kind = ProbeKind.Startup, Endpoint = "http", Path = "/alive" },
            new() { Kind = ProbeKind.Readiness, Endpoint = "http", Path = "/health" },
            new() { Kind = ProbeKind.Liveness, Endpoint = "http", Path = "/alive" },
        ],
        ServiceName = $"{name}-service",
        Autoscaling = new(2, 5),
        DisruptionBudget = new(null, "1"),
        Identity = ContainerIdentity.DotNet,
        Source = new($"AddProject(\"{name}\")", "AppHost.cs", 12),
    };

    private static EnvironmentEntry ConnectionString(string database) => new(
        $"ConnectionStrings__{database}",
        new(
            new TextPart.Literal("Host="),
            new TextPart.Endpoint("postgres", "tcp", EndpointPart.Host),
            new TextPart.Literal(";Port="),
            new TextPart.Endpoint("postgres", "tcp", EndpointPart.Port),
            new TextPart.Literal(";Username=postgres;Password="),
            new TextPart.Parameter("postgres-password"),
            new TextPart.Literal($";Database={database}")));

    private static EnvironmentEntry Discovery(string name) =>
        new($"services__{name}__http__0", new(new TextPart.Endpoint(name, "http", EndpointPart.Url)));
}
