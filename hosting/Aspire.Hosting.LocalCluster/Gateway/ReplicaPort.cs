using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.LocalCluster.Gateway;

/// <summary>
/// On which port a replica itself listens. The orchestrator decides it, and tells it only in the replica's environment: hence a
/// variable in there, which is read from the replica's snapshot.
/// </summary>
internal static class ReplicaPort
{
    /// <summary>Has each replica of the endpoint's resource be given the variable.</summary>
    public static void Tell(EndpointReference endpoint)
    {
        // What a container listens on is not reachable from here; its published port is, and the orchestrator proxies that.
        if (endpoint.Resource is not IResourceWithEnvironment || endpoint.Resource.IsContainer())
        {
            return;
        }

        endpoint.Resource.Annotations.Add(new EnvironmentCallbackAnnotation(context =>
        {
            if (context.ExecutionContext.IsRunMode)
            {
                context.EnvironmentVariables[Variable(endpoint)] = endpoint.Property(EndpointProperty.TargetPort);
            }
        }));
    }

    /// <returns>The replica's own address, the one that all replicas share if it is not told, or <see langword="null"/> if there is none yet.</returns>
    public static Uri? AddressOf(EndpointReference endpoint, CustomResourceSnapshot replica)
    {
        var variable = Variable(endpoint);

        if (replica.EnvironmentVariables.FirstOrDefault(each => each.Name == variable)?.Value is { Length: > 0 } port)
        {
            return new($"{endpoint.Scheme}://localhost:{port}");
        }

        return endpoint.Resource.IsContainer() && endpoint.IsAllocated ? new(endpoint.Url) : null;
    }

    private static string Variable(EndpointReference endpoint) =>
        $"LOCAL_GATEWAY_TARGET_PORT_{endpoint.EndpointName.ToUpperInvariant().Replace('-', '_')}";
}
