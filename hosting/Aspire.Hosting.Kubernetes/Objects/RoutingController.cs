using System.Globalization;
using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>
/// What differs from one controller of Ingresses or Gateways to the next: where its pods are, and how it is told what the model says
/// of redirects, streams and large requests. The tables below are the only place that knows controllers by name.
/// </summary>
internal sealed record RoutingController
{
    private static readonly TimeSpan NoLimit = TimeSpan.MaxValue;

    // The controllers' own documentation is the source of each line.
    private static readonly Dictionary<string, RoutingController> Ingresses = new(StringComparer.Ordinal)
    {
        ["nginx"] = IngressNginx("ingress-nginx"),
        ["webapprouting.kubernetes.azure.com"] = IngressNginx("app-routing-system"),
        ["traefik"] = new()
        {
            // Of its own chart, and of k3s.
            Origin = RequestOrigin.InNamespaces("traefik", "kube-system"),
            Redirect = ControllerSetting.Elsewhere("Traefik redirects from HTTP to HTTPS by its entry point, not by an annotation: --entryPoints.web.http.redirections.entryPoint.to=websecure"),
        },
        ["haproxy"] = new()
        {
            Origin = RequestOrigin.InNamespaces("haproxy-controller"),
            Redirect = ControllerSetting.Annotation("haproxy.org/ssl-redirect", "true"),
            IdleLimit = TimeSpan.FromSeconds(50),
            Streams = idle => ControllerSetting.Annotation("haproxy.org/timeout-server", $"{Seconds(idle)}s"),
        },
        ["contour"] = new()
        {
            Origin = RequestOrigin.InNamespaces("projectcontour"),
            Redirect = ControllerSetting.Annotation("ingress.kubernetes.io/force-ssl-redirect", "true"),
            IdleLimit = TimeSpan.Zero, // 15 seconds for a whole response
            Streams = _ => ControllerSetting.Annotation("projectcontour.io/response-timeout", "infinity"),
        },
        ["cilium"] = new()
        {
            // Its proxy on the node has an identity that no namespace selector names.
            Origin = RequestOrigin.Outside,
            Redirect = ControllerSetting.Annotation("ingress.cilium.io/force-https", "enabled"),
        },
        ["kong"] = new()
        {
            Origin = RequestOrigin.InNamespaces("kong"),
            Redirect = ControllerSetting.Annotations(("konghq.com/protocols", "https"), ("konghq.com/https-redirect-status-code", "301")),
            IdleLimit = TimeSpan.FromSeconds(60),
            Streams = idle => ControllerSetting.Elsewhere($"Kong takes its time-outs from the Service: annotate it with konghq.com/read-timeout: \"{(long)idle.TotalMilliseconds}\""),
        },
        ["istio"] = new()
        {
            Origin = RequestOrigin.InNamespaces("istio-system"),
            Redirect = ControllerSetting.Elsewhere("Istio redirects from HTTP to HTTPS by its Gateway only: use WithGatewayApi(\"istio\")"),
        },
        ["alb"] = new()
        {
            Origin = RequestOrigin.Outside,
            Always = ControllerSetting.Annotation("alb.ingress.kubernetes.io/target-type", "ip"),
            Redirect = ControllerSetting.Annotations(("alb.ingress.kubernetes.io/listen-ports", """[{"HTTP": 80}, {"HTTPS": 443}]"""), ("alb.ingress.kubernetes.io/ssl-redirect", "443"))
                with
            { Note = "the AWS load balancer takes its certificate from ACM, not from the Secret: it finds one for the host there, or name it with alb.ingress.kubernetes.io/certificate-arn" },
            IdleLimit = TimeSpan.FromSeconds(60),
            Streams = idle => ControllerSetting.Annotation("alb.ingress.kubernetes.io/load-balancer-attributes", $"idle_timeout.timeout_seconds={Seconds(idle)}"),
        },
        ["gce"] = GoogleCloud(),
        ["gce-internal"] = GoogleCloud(),
        ["azure-application-gateway"] = new()
        {
            Origin = RequestOrigin.Outside,
            Redirect = ControllerSetting.Annotation("appgw.ingress.kubernetes.io/ssl-redirect", "true"),
            IdleLimit = TimeSpan.FromSeconds(30),
            Streams = idle => ControllerSetting.Annotation("appgw.ingress.kubernetes.io/request-timeout", Seconds(idle)),
        },
    };

    // Redirects and the end of time limits are the routes' own fields there.
    private static readonly Dictionary<string, RoutingController> Gateways = new(StringComparer.Ordinal)
    {
        ["nginx"] = new()
        {
            Origin = RequestOrigin.BesideGateway("nginx-gateway"),
            IdleLimit = TimeSpan.FromSeconds(60),
            Streams = _ => ControllerSetting.Elsewhere("NGINX Gateway Fabric cuts a response off in which nothing comes for 60 s: send heartbeats more often"),
            BodyLimit = 1024 * 1024,
            Body = size => ControllerSetting.Elsewhere($"NGINX Gateway Fabric takes the size of a request's body from a ClientSettingsPolicy: spec.body.maxSize: \"{size}\""),
        },
        ["istio"] = new() { Origin = RequestOrigin.BesideGateway("istio-system") },
        ["eg"] = new() { Origin = RequestOrigin.InNamespaces("envoy-gateway-system"), IdleLimit = TimeSpan.Zero, Streams = _ => ControllerSetting.WithoutTimeLimit },
        ["contour"] = new() { Origin = RequestOrigin.InNamespaces("projectcontour"), IdleLimit = TimeSpan.Zero, Streams = _ => ControllerSetting.WithoutTimeLimit },
        ["cilium"] = new() { Origin = RequestOrigin.Outside },
        ["kong"] = new() { Origin = RequestOrigin.InNamespaces("kong"), IdleLimit = TimeSpan.FromSeconds(60), Streams = _ => ControllerSetting.WithoutTimeLimit },
        ["traefik"] = new()
        {
            Origin = RequestOrigin.InNamespaces("traefik", "kube-system"),
            Always = new() { Note = "Traefik serves a listener only where the port is that of one of its entry points: have it listen on 80 and 443 (its chart: ports.web.port, ports.websecure.port)" },
        },
        ["azure-alb-external"] = new() { Origin = RequestOrigin.Outside, IdleLimit = TimeSpan.Zero, Streams = _ => ControllerSetting.WithoutTimeLimit },
        ["gke-l7-global-external-managed"] = GoogleGateway(),
        ["gke-l7-regional-external-managed"] = GoogleGateway(),
        ["gke-l7-rilb"] = GoogleGateway(),
        ["gke-l7-gxlb"] = GoogleGateway(),
    };

    /// <summary>Where requests come from.</summary>
    public RequestOrigin Origin { get; private init; } = RequestOrigin.Outside;

    /// <summary>Whether the class is named by the old annotation instead of the field.</summary>
    public bool IsNamedByAnnotation { get; private init; }

    private bool IsKnown { get; init; } = true;

    private ControllerSetting Always { get; init; } = ControllerSetting.None;

    /// <summary>What sends plain requests to TLS where there is a certificate.</summary>
    private ControllerSetting Redirect { get; init; } = ControllerSetting.None;

    /// <summary>How long nothing may come in a response before it is cut off; zero where the whole response has a limit.</summary>
    private TimeSpan IdleLimit { get; init; } = NoLimit;

    private Func<TimeSpan, ControllerSetting> Streams { get; init; } = _ => ControllerSetting.None;

    private long BodyLimit { get; init; } = long.MaxValue;

    private Func<long, ControllerSetting> Body { get; init; } = _ => ControllerSetting.None;

    /// <summary>The controller of an Ingress or a Gateway, by its class.</summary>
    public static RoutingController Of(IngressDescription routing)
    {
        var known = (routing.IsGateway ? Gateways : Ingresses).GetValueOrDefault(routing.ClassName ?? "") ?? Unknown(routing);
        return routing.ControllerNamespace is { } named ? known with { Origin = RequestOrigin.InNamespaces(named) } : known;
    }

    /// <summary>What it has to be told.</summary>
    public ControllerSetting SettingsFor(IngressDescription routing)
    {
        var settings = new List<ControllerSetting> { routing.ExistingGateway is null ? Always : ControllerSetting.None };
        if (routing.TlsSecret is not null && !routing.IsGateway)
        {
            settings.Add(Redirect);
        }

        if (routing.StreamHeartbeat is { } heartbeat && heartbeat >= IdleLimit)
        {
            settings.Add(Streams(heartbeat * 2)); // one of them may be late
        }

        if (routing.MaxRequestBodySize is { } size && size > BodyLimit)
        {
            settings.Add(Body(size));
        }

        if (!IsKnown && routing is { ControllerNamespace: null } and not { ClassName: null, ExistingGateway: null })
        {
            settings.Add(new() { Note = $"it is not known here in which namespace its controller runs, so that everybody may reach what is routed: name {(routing.ClassName is null ? "the Gateway's class, or " : "")}it with WithControllerNamespace" });
        }

        return settings.Aggregate(ControllerSetting.None, (all, setting) => all.And(setting));
    }

    private static RoutingController IngressNginx(string @namespace) => new()
    {
        // It redirects by itself wherever there is a certificate.
        Origin = RequestOrigin.InNamespaces(@namespace),
        IdleLimit = TimeSpan.FromSeconds(60),
        Streams = idle => ControllerSetting.Annotation("nginx.ingress.kubernetes.io/proxy-read-timeout", Seconds(idle)),
        BodyLimit = 1024 * 1024,
        Body = size => ControllerSetting.Annotation("nginx.ingress.kubernetes.io/proxy-body-size", size.ToString(CultureInfo.InvariantCulture)),
    };

    private static RoutingController GoogleCloud() => new()
    {
        Origin = RequestOrigin.Outside,
        IsNamedByAnnotation = true,
        Redirect = ControllerSetting.Elsewhere("Google Cloud's load balancer redirects from HTTP to HTTPS by a FrontendConfig (spec.redirectToHttps.enabled), which the annotation networking.gke.io/v1beta1.FrontendConfig names"),
        IdleLimit = TimeSpan.Zero,
        Streams = _ => ControllerSetting.Elsewhere("Google Cloud's load balancer ends a response after 30 s: raise spec.timeoutSec of a BackendConfig"),
    };

    private static RoutingController GoogleGateway() => new()
    {
        Origin = RequestOrigin.Outside,
        IdleLimit = TimeSpan.Zero,
        Streams = _ => ControllerSetting.Elsewhere("Google Cloud's load balancer ends a response after 30 s: raise spec.default.timeoutSec of a GCPBackendPolicy"),
    };

    private static RoutingController Unknown(IngressDescription routing)
    {
        var name = routing switch
        {
            { ClassName: { } known } => $"the class '{known}'",
            { ExistingGateway: { } existing } => $"the Gateway '{existing}'",
            _ => "the cluster's default class",
        };
        var remedy = routing switch
        {
            { ExistingGateway: not null } => "ask whoever runs the Gateway",
            { IsGateway: true } => "tell it with WithGatewayAnnotation",
            _ => "tell it with WithIngressAnnotation",
        };
        ControllerSetting Untold(string what) => ControllerSetting.Elsewhere($"not translated, as the controller of {name} is not known here: {what}; {remedy}");
        return new()
        {
            IsKnown = false,
            Redirect = Untold("the redirect from HTTP to HTTPS"),
            IdleLimit = TimeSpan.Zero,
            Streams = _ => routing.IsGateway ? ControllerSetting.WithoutTimeLimit : Untold("that responses may go on without end"),
            BodyLimit = 0,
            Body = size => Untold($"that a request's body may have {size} bytes"),
        };
    }

    private static string Seconds(TimeSpan time) => ((long)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
