using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

// cert-manager is an extension of Kubernetes, so its types are not in k8s.Models. These are the fields that the model can ask for
// (https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.ClusterIssuer).
internal sealed class V1ClusterIssuer : IKubernetesObject<V1ObjectMeta>
{
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = "cert-manager.io/v1";

    [JsonPropertyName("kind")]
    public string Kind { get; set; } = "ClusterIssuer";

    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = new();

    [JsonPropertyName("spec")]
    public V1IssuerSpec Spec { get; set; } = new();
}

internal sealed class V1IssuerSpec
{
    [JsonPropertyName("acme")]
    public V1AcmeIssuer? Acme { get; set; }
}

internal sealed class V1AcmeIssuer
{
    [JsonPropertyName("server")]
    public string? Server { get; set; }

    [JsonPropertyName("email")]
    public string? Email { get; set; }

    [JsonPropertyName("privateKeySecretRef")]
    public V1LocalObjectReference? PrivateKeySecretRef { get; set; }

    [JsonPropertyName("solvers")]
    public IList<V1AcmeSolver> Solvers { get; set; } = [];
}

internal sealed class V1AcmeSolver
{
    [JsonPropertyName("http01")]
    public V1Http01Solver? Http01 { get; set; }
}

internal sealed class V1Http01Solver
{
    [JsonPropertyName("gatewayHTTPRoute")]
    public V1GatewayRouteSolver? GatewayHttpRoute { get; set; }
}

internal sealed class V1GatewayRouteSolver
{
    [JsonPropertyName("parentRefs")]
    public IList<V1SolverParent> ParentRefs { get; set; } = [];
}

internal sealed class V1SolverParent
{
    [JsonPropertyName("group")]
    public string Group { get; set; } = "gateway.networking.k8s.io";

    [JsonPropertyName("kind")]
    public string Kind { get; set; } = "Gateway";

    [JsonPropertyName("name")]
    public string? Name { get; set; }
}
