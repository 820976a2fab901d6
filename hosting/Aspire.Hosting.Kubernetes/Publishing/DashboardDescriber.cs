using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Describes the dashboard in the cluster, and what its senders need.</summary>
/// <remarks>
/// It is the official one. What it shows of the namespace it asks the program NamespaceResources for, in the same pod: only that one
/// has a token for the Kubernetes API, and only its pod's containers reach it.
/// </remarks>
internal static class DashboardDescriber
{
    private const string OtlpKey = "dashboard-otlp-key";
    private const string BrowserToken = "dashboard-browser-token";
    private const string ResourcesKey = "dashboard-resources-key";

    // NamespaceResources' own: for the dashboard beside it, and for the kubelet.
    private const string ResourcesUrl = "http://localhost:18891";
    private const int HealthPort = 18892;

    /// <summary>The dashboard as a workload: <paramref name="workload"/>, which has what the model states of it, completed.</summary>
    /// <param name="workload">What the model states.</param>
    /// <param name="dashboard">The dashboard.</param>
    /// <param name="resources">The image of NamespaceResources; <see langword="null"/> when the model names none, and the dashboard shows telemetry only.</param>
    public static WorkloadDescription Complete(WorkloadDescription workload, KubernetesAspireDashboardResource dashboard, ContainerImage? resources)
    {
        return workload with
        {
            Component = "dashboard",

            // Whoever uses another image knows what it needs.
            Identity = dashboard.HasOfficialImage ? ContainerIdentity.DotNet : workload.Identity,
            Probes =
            [
                .. new[] { ProbeKind.Startup, ProbeKind.Readiness, ProbeKind.Liveness }
                    .Select(kind => new ProbeDescription { Kind = kind, Endpoint = KubernetesAspireDashboardResource.HttpEndpointName, Path = "/health" }),
            ],
            Environment =
            [
                Listens("ASPNETCORE_URLS", KubernetesAspireDashboardResource.HttpEndpointName),
                Listens("DOTNET_DASHBOARD_OTLP_ENDPOINT_URL", KubernetesAspireDashboardResource.OtlpGrpcEndpointName),
                Listens("DOTNET_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", KubernetesAspireDashboardResource.OtlpHttpEndpointName),
                new("DASHBOARD__FRONTEND__AUTHMODE", TextTemplate.Literal("BrowserToken")),
                new("DASHBOARD__FRONTEND__BROWSERTOKEN", new(new TextPart.Parameter(BrowserToken))),
                // It writes the token into its log otherwise, as part of a link.
                new("LOGGING__LOGLEVEL__ASPIRE.DASHBOARD.DASHBOARDWEBAPPLICATION", TextTemplate.Literal("Warning")),
                new("DASHBOARD__OTLP__AUTHMODE", TextTemplate.Literal("ApiKey")),
                new("DASHBOARD__OTLP__PRIMARYAPIKEY", new(new TextPart.Parameter(OtlpKey))),
                new("DASHBOARD__OTLP__SECONDARYAPIKEY", new(new TextPart.Parameter(OtlpKey, IsPrevious: true))),

                // Whoever may see its pages may ask for the same: so aspirate learns how users' requests to a canary end.
                new("DASHBOARD__API__AUTHMODE", TextTemplate.Literal("ApiKey")),
                new("DASHBOARD__API__PRIMARYAPIKEY", new(new TextPart.Parameter(BrowserToken))),

                // Its keys for cookies and forms; the image's own home cannot be written to.
                new("HOME", TextTemplate.Literal("/tmp")),
                .. workload.Environment,
            ],
            ApiAccess = resources is null ? [] : DashboardClusterAccess.Rules(dashboard.AllowsRestart),
            Sidecars = resources is null ? [] : [Resources(resources, dashboard.AllowsRestart)],
        };

        EnvironmentEntry Listens(string variable, string endpoint) =>
            new(variable, new(new TextPart.Literal("http://+:"), new TextPart.Endpoint(dashboard.Name, endpoint, EndpointPart.TargetPort)));
    }

    /// <summary>Has a workload send its telemetry to the dashboard.</summary>
    public static WorkloadDescription SendTelemetry(WorkloadDescription workload, KubernetesAspireDashboardResource dashboard) => workload with
    {
        SendsTelemetry = true,
        Environment =
        [
            .. workload.Environment,
            new("OTEL_EXPORTER_OTLP_ENDPOINT", new(new TextPart.Endpoint(dashboard.Name, KubernetesAspireDashboardResource.OtlpGrpcEndpointName, EndpointPart.Url))),
            new("OTEL_EXPORTER_OTLP_PROTOCOL", TextTemplate.Literal("grpc")),
            new("OTEL_EXPORTER_OTLP_HEADERS", new(new TextPart.Literal("x-otlp-api-key="), new TextPart.Parameter(OtlpKey))),
            new("OTEL_SERVICE_NAME", TextTemplate.Literal(workload.Name)),
        ],
    };

    /// <summary>The dashboard's secrets. They are no parameters of the model, because there they are made anew for each run.</summary>
    public static IEnumerable<ParameterDescription> Parameters(KubernetesAspireDashboardResource dashboard) =>
        new[] { OtlpKey, BrowserToken }.Concat(dashboard.NamespaceResources is null ? [] : [ResourcesKey])
            .Select(name => new ParameterDescription { Name = name, IsSecret = true, Generation = new() { MinLength = 32, Special = false } });

    private static SidecarDescription Resources(ContainerImage image, bool allowRestart) => new()
    {
        Name = "resources",
        Image = image,
        HasApiToken = true,
        Environment =
        [
            new("RESOURCES__APIKEY", new(new TextPart.Parameter(ResourcesKey))),
            new("RESOURCES__ALLOWRESTART", TextTemplate.Literal(allowRestart ? "true" : "false")),
            new("KESTREL__ENDPOINTS__RESOURCES__URL", TextTemplate.Literal(ResourcesUrl)),
            new("KESTREL__ENDPOINTS__HEALTH__URL", TextTemplate.Literal($"http://+:{HealthPort}")),
        ],
        WorkloadEnvironment =
        [
            new("DOTNET_RESOURCE_SERVICE_ENDPOINT_URL", TextTemplate.Literal(ResourcesUrl)),
            new("DASHBOARD__RESOURCESERVICECLIENT__AUTHMODE", TextTemplate.Literal("ApiKey")),
            new("DASHBOARD__RESOURCESERVICECLIENT__APIKEY", new(new TextPart.Parameter(ResourcesKey))),
        ],
        Endpoints = [new() { Name = "health", Scheme = "http", Protocol = "TCP", Port = HealthPort, TargetPort = HealthPort }],
        Probes =
        [
            .. new[] { ProbeKind.Startup, ProbeKind.Readiness, ProbeKind.Liveness }.Select(kind => new ProbeDescription { Kind = kind, Endpoint = "health", Path = "/health" }),
        ],
    };
}
