using Aspire.Hosting.LocalCluster;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// One entrance on this machine to several resources, as an Ingress is one to a cluster. It listens in the AppHost's own
/// process while the application runs, and passes each request on to a replica that is ready.
/// </summary>
/// <param name="name">The name.</param>
public sealed class LocalGatewayResource(string name) : Resource(name), IResourceWithEnvironment, IResourceWithServiceDiscovery
{
    /// <summary>The name of the gateway's endpoint.</summary>
    public const string EndpointName = "http";

    /// <summary>Gets the routes. They are read once, when the gateway starts.</summary>
    public IList<GatewayRoute> Routes { get; } = [];
}
