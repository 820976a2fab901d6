using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes;

/// <summary>What an Ingress and a Gateway have in common: hosts, routes, TLS.</summary>
public abstract class KubernetesRoutingResource : Resource, IResourceWithParent<KubernetesEnvironmentResource>
{
    private readonly List<KubernetesRoute> _routes = [];

    private protected KubernetesRoutingResource(string name, KubernetesEnvironmentResource environment)
        : base(name) => Parent = environment;

    /// <inheritdoc/>
    public KubernetesEnvironmentResource Parent { get; }

    internal abstract ReferenceExpression? ClassName { get; }

    internal List<ReferenceExpression> Hostnames { get; } = [];

    /// <summary>Gets the routes, in the order in which they were added.</summary>
    public IReadOnlyList<KubernetesRoute> Routes => _routes;

    internal ReferenceExpression? TlsSecret { get; set; }

    /// <summary>Gets the endpoint of requests that no route takes; <see langword="null"/> for none.</summary>
    public EndpointReference? DefaultBackend { get; internal set; }

    internal Dictionary<string, ReferenceExpression> ControllerAnnotations { get; } = [];

    internal string? ControllerNamespace { get; set; }

    internal TimeSpan? StreamHeartbeat { get; set; }

    internal long? MaxRequestBodySize { get; set; }

    /// <summary>Whether the routes belong to a Gateway that somebody else runs.</summary>
    internal bool BelongsToOther { get; set; }

    /// <summary>Makes the other of the two forms of it, where the model asks for that.</summary>
    internal Func<IngressDescription, IngressDescription> OtherForm { get; set; } = description => description;

    internal void AddRoute(string? host, string path, string pathType, EndpointReference endpoint)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(endpoint);
        if (!path.StartsWith('/'))
        {
            throw new ArgumentException($"The path '{path}' of a route of '{Name}' has to begin with '/'.", nameof(path));
        }

        _routes.Add(new KubernetesRoute(host, path, pathType, endpoint));
    }
}
