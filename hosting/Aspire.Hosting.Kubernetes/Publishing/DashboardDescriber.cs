using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Describes the dashboard in the cluster, and what its senders need.</summary>
internal static class DashboardDescriber
{
    private const string OtlpKey = "dashboard-otlp-key";
    private const string BrowserToken = "dashboard-browser-token";

    /// <summary>The dashboard as a workload: <paramref name="workload"/>, which has what the model states of it, completed.</summary>
    public static WorkloadDescription Complete(WorkloadDescription workload, KubernetesAspireDashboardResource dashboard)
    {
        return workload with
        {
            Component = "dashboard",
            Probes =
            [
                new() { Kind = ProbeKind.Startup, Endpoint = KubernetesAspireDashboardResource.HttpEndpointName, Path = "/alive" },
                new() { Kind = ProbeKind.Readiness, Endpoint = KubernetesAspireDashboardResource.HttpEndpointName, Path = "/health" },
                new() { Kind = ProbeKind.Liveness, Endpoint = KubernetesAspireDashboardResource.HttpEndpointName, Path = "/alive" },
            ],
            Environment =
            [
                Listens("ASPNETCORE_URLS", KubernetesAspireDashboardResource.HttpEndpointName),
                Listens("DOTNET_DASHBOARD_OTLP_ENDPOINT_URL", KubernetesAspireDashboardResource.OtlpGrpcEndpointName),
                Listens("DOTNET_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", KubernetesAspireDashboardResource.OtlpHttpEndpointName),
                new("DASHBOARD__FRONTEND__AUTHMODE", TextTemplate.Literal("BrowserToken")),
                new("DASHBOARD__FRONTEND__BROWSERTOKEN", new(new TextPart.Parameter(BrowserToken))),
                new("DASHBOARD__OTLP__AUTHMODE", TextTemplate.Literal("ApiKey")),
                new("DASHBOARD__OTLP__PRIMARYAPIKEY", new(new TextPart.Parameter(OtlpKey))),
                new("DASHBOARD__OTLP__SECONDARYAPIKEY", new(new TextPart.Parameter(OtlpKey, IsPrevious: true))),
                .. workload.Environment,
            ],
            ApiAccess = DashboardClusterAccess.Rules,
            Customizations = [DashboardClusterAccess.NameNamespace, .. workload.Customizations],
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
    public static IEnumerable<ParameterDescription> Parameters() => new[] { OtlpKey, BrowserToken }.Select(name => new ParameterDescription { Name = name, IsSecret = true, Generation = new() { MinLength = 32, Special = false } });
}
