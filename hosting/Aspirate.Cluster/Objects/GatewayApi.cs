using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace Aspirate.Cluster.Objects;

// The Gateway API is an extension of Kubernetes, so its types are not in k8s.Models. These are the fields that the model
// can ask for, and what a controller reports (https://gateway-api.sigs.k8s.io/reference/spec/).
internal sealed class V1Gateway : IKubernetesObject<V1ObjectMeta>
{
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = "gateway.networking.k8s.io/v1";

    [JsonPropertyName("kind")]
    public string Kind { get; set; } = "Gateway";

    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = new();

    [JsonPropertyName("spec")]
    public V1GatewaySpec Spec { get; set; } = new();

    /// <summary>What its controller says; never written.</summary>
    [JsonPropertyName("status")]
    public V1GatewayStatus? Status { get; set; }
}

internal sealed class V1GatewayStatus
{
    [JsonPropertyName("addresses")]
    public IList<V1GatewayStatusAddress>? Addresses { get; set; }

    [JsonPropertyName("conditions")]
    public IList<V1Condition>? Conditions { get; set; }

    [JsonPropertyName("listeners")]
    public IList<V1GatewayListenerStatus>? Listeners { get; set; }
}

internal sealed class V1GatewayListenerStatus
{
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("conditions")]
    public IList<V1Condition>? Conditions { get; set; }
}

internal sealed class V1GatewayStatusAddress
{
    [JsonPropertyName("value")]
    public string? Value { get; set; }
}

internal sealed class V1GatewaySpec
{
    [JsonPropertyName("gatewayClassName")]
    public string? GatewayClassName { get; set; }

    [JsonPropertyName("listeners")]
    public IList<V1GatewayListener> Listeners { get; set; } = [];
}

internal sealed class V1GatewayListener
{
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("hostname")]
    public string? Hostname { get; set; }

    [JsonPropertyName("port")]
    public int Port { get; set; }

    [JsonPropertyName("protocol")]
    public string? Protocol { get; set; }

    [JsonPropertyName("tls")]
    public V1GatewayTls? Tls { get; set; }

    [JsonPropertyName("allowedRoutes")]
    public V1AllowedRoutes? AllowedRoutes { get; set; }
}

internal sealed class V1GatewayTls
{
    [JsonPropertyName("mode")]
    public string Mode { get; set; } = "Terminate";

    [JsonPropertyName("certificateRefs")]
    public IList<V1SecretObjectReference> CertificateRefs { get; set; } = [];
}

internal sealed class V1SecretObjectReference
{
    [JsonPropertyName("kind")]
    public string Kind { get; set; } = "Secret";

    [JsonPropertyName("name")]
    public string? Name { get; set; }
}

internal sealed class V1AllowedRoutes
{
    [JsonPropertyName("namespaces")]
    public V1RouteNamespaces Namespaces { get; set; } = new();
}

internal sealed class V1RouteNamespaces
{
    [JsonPropertyName("from")]
    public string From { get; set; } = "Same";
}

internal sealed class V1HttpRoute : IKubernetesObject<V1ObjectMeta>
{
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = "gateway.networking.k8s.io/v1";

    [JsonPropertyName("kind")]
    public string Kind { get; set; } = "HTTPRoute";

    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = new();

    [JsonPropertyName("spec")]
    public V1HttpRouteSpec Spec { get; set; } = new();

    /// <summary>What the controllers of its Gateways say; never written.</summary>
    [JsonPropertyName("status")]
    public V1HttpRouteStatus? Status { get; set; }
}

internal sealed class V1HttpRouteStatus
{
    [JsonPropertyName("parents")]
    public IList<V1RouteParentStatus>? Parents { get; set; }
}

internal sealed class V1RouteParentStatus
{
    [JsonPropertyName("parentRef")]
    public V1ParentReference ParentRef { get; set; } = new();

    [JsonPropertyName("conditions")]
    public IList<V1Condition>? Conditions { get; set; }
}

internal sealed class V1HttpRouteSpec
{
    [JsonPropertyName("parentRefs")]
    public IList<V1ParentReference> ParentRefs { get; set; } = [];

    [JsonPropertyName("hostnames")]
    public IList<string>? Hostnames { get; set; }

    [JsonPropertyName("rules")]
    public IList<V1HttpRouteRule> Rules { get; set; } = [];
}

internal sealed class V1ParentReference
{
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    /// <summary>The Gateway's namespace, where it is not the route's own.</summary>
    [JsonPropertyName("namespace")]
    public string? Namespace { get; set; }

    [JsonPropertyName("sectionName")]
    public string? SectionName { get; set; }
}

internal sealed class V1HttpRouteRule
{
    [JsonPropertyName("matches")]
    public IList<V1HttpRouteMatch>? Matches { get; set; }

    [JsonPropertyName("filters")]
    public IList<V1HttpRouteFilter>? Filters { get; set; }

    [JsonPropertyName("backendRefs")]
    public IList<V1BackendReference>? BackendRefs { get; set; }

    [JsonPropertyName("timeouts")]
    public V1HttpRouteTimeouts? Timeouts { get; set; }
}

internal sealed class V1HttpRouteTimeouts
{
    /// <summary>How long a response may take as a whole; <c>0s</c> is as long as it likes.</summary>
    [JsonPropertyName("request")]
    public string? Request { get; set; }
}

internal sealed class V1HttpRouteMatch
{
    [JsonPropertyName("path")]
    public V1HttpPathMatch Path { get; set; } = new();
}

internal sealed class V1HttpPathMatch
{
    [JsonPropertyName("type")]
    public string Type { get; set; } = "PathPrefix";

    [JsonPropertyName("value")]
    public string Value { get; set; } = "/";
}

internal sealed class V1HttpRouteFilter
{
    [JsonPropertyName("type")]
    public string Type { get; set; } = "RequestRedirect";

    [JsonPropertyName("requestRedirect")]
    public V1RequestRedirect? RequestRedirect { get; set; }
}

internal sealed class V1RequestRedirect
{
    [JsonPropertyName("scheme")]
    public string Scheme { get; set; } = "https";

    [JsonPropertyName("statusCode")]
    public int StatusCode { get; set; } = 301;
}

internal sealed class V1BackendReference
{
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("port")]
    public int Port { get; set; }

    /// <summary>Its part of the requests, of the sum of all weights; 1 when nothing is said.</summary>
    [JsonPropertyName("weight")]
    public int? Weight { get; set; }
}
