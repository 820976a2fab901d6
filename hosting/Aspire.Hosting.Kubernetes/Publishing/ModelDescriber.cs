using System.Reflection;
using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Reads the model as a description of what runs in the cluster. No secret's value is asked for.</summary>
internal sealed partial class ModelDescriber(KubernetesEnvironmentResource environment, IDistributedApplicationBuilder builder, PublishSettings settings)
{
    public async Task<ApplicationDescription> DescribeAsync(DistributedApplicationModel model, IServiceProvider services, CancellationToken cancellationToken)
    {
        var name = await NameAsync(cancellationToken);
        var version = await Values.OfAsync(Last<HelmChartVersionAnnotation>()?.Version, cancellationToken) ?? DefaultVersion();
        var dashboard = environment.DashboardEnabled ? environment.Dashboard?.Resource : null;

        var parameters = await DescribeAsync(model.Resources.OfType<ParameterResource>(), cancellationToken);
        var templates = new TextTemplateReader(parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value, StringComparer.Ordinal));
        var describer = new WorkloadDescriber(environment, builder, model, services, templates, settings, version);
        var roles = new RolesDescriber(model, templates);
        var workloads = new List<WorkloadDescription>();
        foreach (var resource in model.Resources.Where(IsPublished))
        {
            var workload = await describer.DescribeAsync(resource, Telemetry(resource, dashboard), cancellationToken);
            workloads.Add(workload);
            if (roles.Describe(resource, workload) is { } job)
            {
                workloads.Add(job);
            }
        }

        if (dashboard is not null)
        {
            var sidecar = dashboard.NamespaceResources is { } resources ? await describer.ImageOfAsync(resources, cancellationToken) : null;
            workloads.Add(await describer.DescribeAsync(dashboard, workload => DashboardDescriber.Complete(workload, dashboard, sidecar), cancellationToken));
        }

        var routings = model.Resources.OfType<KubernetesRoutingResource>().Where(routing => routing.Parent == environment).ToList();
        var ingresses = new List<IngressDescription>();
        var remarks = new List<string>();
        foreach (var routing in routings)
        {
            if (RoutingDescriber.HasRoutes(routing))
            {
                ingresses.Add(await RoutingDescriber.DescribeAsync(routing, cancellationToken));
            }
            else
            {
                remarks.Add($"'{routing.Name}' has no routes, and is left out; nor is a certificate made for it.");
            }
        }

        var issuers = new List<IssuerDescription>();
        foreach (var issuer in model.Resources.OfType<CertManagerIssuerResource>().Where(issuer => issuer.Parent.Parent == environment))
        {
            var gateways = model.Resources.OfType<KubernetesGatewayResource>().Where(gateway => gateway.Issuer == issuer && RoutingDescriber.HasRoutes(gateway)).ToList();
            issuers.Add(await IssuerDescriber.DescribeAsync(issuer, gateways, cancellationToken));
            remarks.AddRange(IssuerDescriber.RemarksOn(issuer, gateways));
        }

        var application = new ApplicationDescription
        {
            Name = name,
            Summary = await Values.OfAsync(Last<HelmChartDescriptionAnnotation>()?.Description, cancellationToken),
            Namespace = await NamespaceAsync(cancellationToken),
            Version = version,
            Workloads = workloads,
            Parameters = [.. parameters, .. await DescribeAsync(templates.Parameters.Except(model.Resources.OfType<ParameterResource>()), cancellationToken), .. dashboard is null ? [] : DashboardDescriber.Parameters(dashboard)],
            Ingresses = ingresses,
            Exposure = settings.Over(environment.Exposure),
            NetworkPolicies = settings.NetworkPolicies ?? environment.NetworkPolicies,
            Charts = [.. model.Resources.OfType<KubernetesHelmChartResource>().Where(chart => chart.Parent == environment).Select(ChartDescriber.Describe)],
            Issuers = issuers,
            Remarks = remarks,
            Overlays = [.. environment.Overlays.Select(overlay => overlay.Describe())],
            ImagePullPolicy = settings.ImagePullPolicy ?? environment.DefaultImagePullPolicy,
            StorageSize = environment.DefaultStorageSize,
            StorageClass = environment.DefaultStorageClassName,
            AccessMode = environment.DefaultStorageReadWritePolicy,
        };
        return application.ChangeRoutes(description => routings.First(routing => routing.Name == description.Name).OtherForm(description));
    }

    /// <summary>The namespace that the application goes into.</summary>
    public async Task<string> NamespaceAsync(CancellationToken cancellationToken) =>
        settings.Namespace ?? await Values.OfAsync(Last<KubernetesNamespaceAnnotation>()?.Namespace, cancellationToken) ?? await NameAsync(cancellationToken);

    private async Task<string> NameAsync(CancellationToken cancellationToken) =>
        await Values.OfAsync(Last<HelmChartNameAnnotation>()?.Name, cancellationToken) ?? DefaultName();

    private static async Task<List<ParameterDescription>> DescribeAsync(IEnumerable<ParameterResource> parameters, CancellationToken cancellationToken)
    {
        var descriptions = new List<ParameterDescription>();
        foreach (var parameter in parameters)
        {
            descriptions.Add(await ParameterDescriber.DescribeAsync(parameter, cancellationToken));
        }

        return descriptions;
    }

    private static Func<WorkloadDescription, WorkloadDescription> Telemetry(IResource resource, KubernetesAspireDashboardResource? dashboard) =>
        dashboard is not null && resource.HasAnnotationOfType<OtlpExporterAnnotation>()
            ? workload => DashboardDescriber.SendTelemetry(workload, dashboard)
            : workload => workload;

    private bool IsPublished(IResource resource) =>
        !resource.IsExcludedFromPublish()
        && (resource is ProjectResource or ContainerResource || resource.IsContainer() || resource.HasAnnotationOfType<DockerfileBuildAnnotation>())
        && environment.IsTargetOf(resource);

    private T? Last<T>()
        where T : class, IResourceAnnotation =>
        environment.TryGetLastAnnotation<T>(out var annotation) ? annotation : null;

    private string DefaultName()
    {
        var name = AppHostExpression().Replace(builder.Environment.ApplicationName, "");
        return NameExpression().Replace((name.Length == 0 ? builder.Environment.ApplicationName : name).ToLowerInvariant(), "-").Trim('-');
    }

    // The part behind '+' is the commit: the same model has to give the same bytes after it is committed, too.
    private string DefaultVersion() =>
        builder.AppHostAssembly?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "1.0.0";

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex NameExpression();

    [GeneratedRegex(@"\.?AppHost$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex AppHostExpression();
}
