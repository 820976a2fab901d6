using Aspire.Hosting.Kubernetes.Description;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>The Ingress: hosts and paths to Services, with TLS when a certificate is named.</summary>
internal static class IngressBuilder
{
    public static KubernetesManifest BuildManifest(ApplicationDescription application, IngressDescription ingress) =>
        new($"{ingress.Name}/ingress.yaml", Build(application, ingress), ingress.Name, ingress.Source)
        {
            Notes = [.. ingress.Notes, .. RoutingController.Of(ingress).SettingsFor(ingress).Notes],
        };

    private static V1Ingress Build(ApplicationDescription application, IngressDescription ingress)
    {
        var rules = Rules(application, ingress);
        var controller = RoutingController.Of(ingress);
        return new()
        {
            ApiVersion = "networking.k8s.io/v1",
            Kind = "Ingress",
            Metadata = new()
            {
                Name = ingress.Name,
                Labels = WorkloadLabels.Of(application, ingress.Name, "ingress"),
                Annotations = Annotations(controller.SettingsFor(ingress), ingress, controller.IsNamedByAnnotation),
            },
            Spec = new()
            {
                IngressClassName = controller.IsNamedByAnnotation ? null : ingress.ClassName,
                DefaultBackend = ingress.DefaultBackend is { } backend ? Backend(application, backend) : null,
                Tls = ingress.TlsSecret is null ? null : [new() { Hosts = Hosts(rules), SecretName = ingress.TlsSecret }],
                Rules = rules.Count == 0 ? null : rules,
            },
        };
    }

    /// <summary>The annotations for the controller: what follows from the model, and what the model says in its words, which wins.</summary>
    public static SortedDictionary<string, string>? Annotations(ControllerSetting settings, IngressDescription routing, bool namesClass = false)
    {
        var annotations = new SortedDictionary<string, string>(settings.Annotated.ToDictionary(), StringComparer.Ordinal);
        if (namesClass)
        {
            annotations["kubernetes.io/ingress.class"] = routing.ClassName!;
        }

        foreach (var (key, value) in routing.Annotations)
        {
            annotations[key] = value;
        }

        return annotations.Count == 0 ? null : annotations;
    }

    private static List<V1IngressRule> Rules(ApplicationDescription application, IngressDescription ingress) =>
    [
        .. ingress.HostedRoutes.GroupBy(route => route.Host).Select(group => new V1IngressRule
        {
            Host = group.Key,
            Http = new() { Paths = [.. group.Select(route => PathOf(application, route))] },
        }),
    ];

    private static List<string>? Hosts(List<V1IngressRule> rules) =>
        rules.Select(rule => rule.Host).OfType<string>().Distinct().ToList() is { Count: > 0 } hosts ? hosts : null;

    private static V1HTTPIngressPath PathOf(ApplicationDescription application, RouteDescription route) => new()
    {
        Path = route.Path,
        PathType = route.PathType,
        Backend = Backend(application, route),
    };

    private static V1IngressBackend Backend(ApplicationDescription application, RouteDescription route)
    {
        var target = RouteTarget.Of(application, route);
        return new() { Service = new() { Name = target.ServiceName, Port = new() { Number = target.Port } } };
    }
}
