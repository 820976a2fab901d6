using System.Globalization;
using Aspire.Hosting.Additions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A reference to a part of an endpoint's address.</summary>
/// <param name="endpointReference">The endpoint.</param>
/// <param name="property">The part.</param>
public sealed class EndpointReferenceExpression(EndpointReference endpointReference, EndpointProperty property) : IExpressionValue, IValueWithReferences
{
    /// <summary>Gets the endpoint.</summary>
    public EndpointReference Endpoint { get; } = endpointReference ?? throw new ArgumentNullException(nameof(endpointReference));

    /// <summary>Gets the part.</summary>
    public EndpointProperty Property { get; } = property;

    /// <inheritdoc/>
    public string ValueExpression => $"{{{Endpoint.Resource.Name}.bindings.{Endpoint.EndpointName}.{PropertyName}}}";

    IEnumerable<object> IValueWithReferences.References => [Endpoint];

    private string PropertyName => Property switch
    {
        EndpointProperty.Url => "url",
        EndpointProperty.Host or EndpointProperty.IPV4Host => "host",
        EndpointProperty.Port => "port",
        EndpointProperty.Scheme => "scheme",
        EndpointProperty.TargetPort => "targetPort",
        EndpointProperty.HostAndPort => "hostAndPort",
        EndpointProperty.TlsEnabled => "tlsEnabled",
        _ => throw new InvalidOperationException($"'{Property}' is not a part of an endpoint's address."),
    };

    /// <summary>Waits for the actual value.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The value.</returns>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => GetValueAsync(new ValueProviderContext(), cancellationToken);

    /// <summary>Waits for the actual value, as seen by the asking resource.</summary>
    /// <param name="context">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The value.</returns>
    public async ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);

        var annotation = Endpoint.EndpointAnnotation;
        switch (Property)
        {
            case EndpointProperty.Scheme:
                return annotation.UriScheme;

            case EndpointProperty.TlsEnabled:
                return annotation.TlsEnabled.ToString();

            case EndpointProperty.TargetPort when context is ReplicaValueProviderContext replica && replica.TryGetTargetPort(Endpoint, out var port):
                return port.ToString(CultureInfo.InvariantCulture);

            case EndpointProperty.TargetPort when annotation.TargetPort is { } fixedPort:
                return fixedPort.ToString(CultureInfo.InvariantCulture);
        }

        if (context.ExecutionContext is { IsPublishMode: true })
        {
            throw new DistributedApplicationException(
                $"The address of endpoint '{Endpoint.EndpointName}' of resource '{Endpoint.Resource.Name}' is not known when publishing. Use its expression instead of its value.");
        }

        var network = Endpoint.ContextNetworkID ?? context.Network ?? annotation.DefaultNetworkID;
        var allocated = await annotation.AllAllocatedEndpoints.GetAllocatedEndpointAsync(network, cancellationToken);

        return Property switch
        {
            EndpointProperty.Url => allocated.UriString,
            EndpointProperty.Host => allocated.Address,
            EndpointProperty.IPV4Host => allocated.Address is KnownHostNames.Localhost ? "127.0.0.1" : allocated.Address,
            EndpointProperty.Port => allocated.Port.ToString(CultureInfo.InvariantCulture),
            EndpointProperty.HostAndPort => allocated.EndPointString,
            EndpointProperty.TargetPort => allocated.TargetPortExpression ?? throw new DistributedApplicationException(
                $"Each replica of resource '{Endpoint.Resource.Name}' listens on a target port of its own, so another resource cannot use the target port of endpoint '{Endpoint.EndpointName}'. Use {nameof(EndpointProperty)}.{nameof(EndpointProperty.Port)}."),
            _ => throw new InvalidOperationException($"'{Property}' is not a part of an endpoint's address."),
        };
    }
}
