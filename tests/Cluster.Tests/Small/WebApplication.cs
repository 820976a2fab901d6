using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace Cluster.Tests.Small;

/// <summary>A web server of two pods behind a Gateway, whose answers say which version they come from.</summary>
internal sealed class WebApplication
{
    /// <summary>The header with the version.</summary>
    public const string VersionHeader = "X-Version";

    private readonly SmallApplication _application;
    private readonly string _className;

    private WebApplication(SmallApplication application, string className, string entrance) => (_application, _className, Entrance) = (application, className, entrance);

    public string Host => $"{_application.Namespace}.local";

    /// <summary>The address of what lets requests in.</summary>
    public string Entrance { get; private set; }

    /// <summary>Makes one behind the first Gateway class that somebody serves; the test is skipped where there is none.</summary>
    public static async Task<WebApplication> CreateAsync(SmallApplication application) => new(application, await GatewayClassAsync(application.Client), "");

    /// <summary>A Gateway class that somebody serves.</summary>
    public static async Task<string> GatewayClassAsync(IKubernetes client)
    {
        var groups = await client.Apis.GetAPIVersionsAsync(TestContext.Current.CancellationToken);
        Assert.SkipUnless(groups.Groups.Any(group => group.Name == "gateway.networking.k8s.io"), "The cluster has no Gateway API.");
        var classes = await ReadAsync(() => client.CustomObjects.ListClusterCustomObjectAsync("gateway.networking.k8s.io", "v1", "gatewayclasses", cancellationToken: TestContext.Current.CancellationToken));
        var served = classes["items"]!.AsArray().FirstOrDefault(item => item!["status"]?["conditions"]?.AsArray().Any(condition => (string?)condition!["type"] == "Accepted" && (string?)condition["status"] == "True") is true);
        Assert.SkipUnless(served is not null, "Nobody serves a Gateway class.");
        return (string)served["metadata"]!["name"]!;
    }

    /// <summary>What it is made of, in a version; a test changes what it is about.</summary>
    /// <param name="version">The version, which every answer names.</param>
    /// <param name="answer">Lines of shell that write the rest of the answer.</param>
    /// <param name="status">The answer's status, which has to be the first of its headers: BusyBox looks nowhere else.</param>
    /// <param name="secret">The Secret with the certificate, for TLS.</param>
    public IKubernetesObject<V1ObjectMeta>[] Objects(int version, string answer = "echo; echo fine", string status = "200 OK", string? secret = null)
    {
        var web = BusyBox.Deployment("web", pod =>
        {
            var container = pod.Containers[0];
            BusyBox.Run(pod, "mkdir -p /tmp/www/cgi-bin; printf '%s\\n' '#!/bin/sh' \"echo 'Status: $STATUS'\" \"echo $VERSION_HEADER: $VERSION\" \"$ANSWER\" > /tmp/www/cgi-bin/index.cgi; chmod +x /tmp/www/cgi-bin/index.cgi; exec httpd -f -p 8080 -h /tmp/www");
            container.Env = [new() { Name = "VERSION", Value = $"{version}" }, new() { Name = "VERSION_HEADER", Value = VersionHeader }, new() { Name = "STATUS", Value = status }, new() { Name = "ANSWER", Value = answer }];
            container.Ports = [new() { Name = "http", ContainerPort = 8080 }];
            container.ReadinessProbe = new() { TcpSocket = new() { Port = "http" }, PeriodSeconds = 1 };

            // Out of the Service before it stops.
            container.Lifecycle = new() { PreStop = new() { Exec = new() { Command = ["sleep", "5"] } } };
            pod.TerminationGracePeriodSeconds = 8;
        });
        web.Spec.Replicas = 2;
        web.Spec.Strategy = new() { RollingUpdate = new() { MaxUnavailable = 0, MaxSurge = 1 } };
        return
        [
            web,
            new V1Service
            {
                ApiVersion = "v1",
                Kind = "Service",
                Metadata = BusyBox.Metadata("web"),
                Spec = new() { Selector = web.Spec.Selector.MatchLabels, Ports = [new() { Name = "http", Port = 80, TargetPort = "http" }] },
            },
            .. Routing(secret),
        ];
    }

    /// <summary>Its Gateway and its route; with a certificate, another that sends plain requests to TLS.</summary>
    public IKubernetesObject<V1ObjectMeta>[] Routing(string? secret = null)
    {
        var listeners = new List<object> { new Dictionary<string, object> { ["name"] = "http", ["port"] = 80, ["protocol"] = "HTTP" } };
        if (secret is not null)
        {
            listeners.Add(new Dictionary<string, object>
            {
                ["name"] = "https",
                ["port"] = 443,
                ["protocol"] = "HTTPS",
                ["hostname"] = Host,
                ["tls"] = new { certificateRefs = new[] { new { name = secret } } },
            });
        }

        var leads = new { matches = new[] { new { path = new { type = "PathPrefix", value = "/" } } }, backendRefs = new[] { new { name = "web", port = 80 } } };
        var redirects = new { filters = new[] { new { type = "RequestRedirect", requestRedirect = new { scheme = "https", statusCode = 301 } } } };
        return
        [
            new RoutingObject("Gateway", "gateway", new { gatewayClassName = _className, listeners }),
            new RoutingObject("HTTPRoute", "web", Route(secret is null ? "http" : "https", leads)),
            .. secret is null ? Array.Empty<RoutingObject>() : [new RoutingObject("HTTPRoute", "redirect", Route("http", redirects))],
        ];

        object Route(string listener, object rule) => new { parentRefs = new[] { new { name = "gateway", sectionName = listener } }, hostnames = new[] { Host }, rules = new[] { rule } };
    }

    /// <summary>A Gateway of somebody else's for it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="allowed">From which namespaces it lets routes in.</param>
    public RoutingObject SomebodyElsesGateway(string name, object allowed) =>
        new("Gateway", name, new { gatewayClassName = _className, listeners = new[] { new { name = "http", port = 80, protocol = "HTTP", allowedRoutes = new { namespaces = allowed } } } });

    /// <summary>Its first version behind a Gateway of another namespace.</summary>
    public IKubernetesObject<V1ObjectMeta>[] ObjectsBehind(string @namespace, string gateway) =>
    [
        .. Objects(version: 1).TakeWhile(item => item is not RoutingObject),
        new RoutingObject("HTTPRoute", "web", new
        {
            parentRefs = new[] { new Dictionary<string, string> { ["name"] = gateway, ["namespace"] = @namespace } },
            hostnames = new[] { Host },
            rules = new[] { new { backendRefs = new[] { new { name = "web", port = 80 } } } },
        }),
    ];

    /// <summary>Applies a version and finds out where requests go.</summary>
    public async Task ApplyAsync(params IKubernetesObject<V1ObjectMeta>[] objects)
    {
        _application.Write(objects);
        (await _application.ApplyAsync()).ShouldSucceed();
        var gateway = await ReadAsync(() => _application.Client.CustomObjects.GetNamespacedCustomObjectAsync("gateway.networking.k8s.io", "v1", _application.Namespace, "gateways", "gateway", TestContext.Current.CancellationToken));
        Entrance = (string)gateway["status"]!["addresses"]![0]!["value"]!;
    }

    private static async Task<JsonNode> ReadAsync(Func<Task<object>> read) => JsonNode.Parse(KubernetesJson.Serialize(await read()))!;
}
