namespace Aspire.Hosting.ApplicationModel;

/// <summary>A reference to an endpoint of a resource, which may be declared later than the reference is made.</summary>
public sealed class EndpointReference : IExpressionValue, IValueWithReferences
{
    private readonly EndpointAnnotation? _endpoint;

    /// <summary>Refers to an endpoint by its name.</summary>
    /// <param name="owner">The resource.</param>
    /// <param name="endpointName">The endpoint's name (case is ignored).</param>
    /// <param name="contextNetworkId">The network that the address is always seen from; that of the asking resource by default.</param>
    public EndpointReference(IResourceWithEndpoints owner, string endpointName, NetworkIdentifier? contextNetworkId = null)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentException.ThrowIfNullOrEmpty(endpointName);

        Resource = owner;
        EndpointName = endpointName;
        ContextNetworkID = contextNetworkId;
    }

    /// <summary>Refers to an endpoint.</summary>
    /// <param name="owner">The resource.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="contextNetworkId">The network that the address is always seen from; that of the asking resource by default.</param>
    public EndpointReference(IResourceWithEndpoints owner, EndpointAnnotation endpoint, NetworkIdentifier? contextNetworkId = null)
        : this(owner, endpoint?.Name!, contextNetworkId) => _endpoint = endpoint;

    /// <summary>Gets the resource.</summary>
    public IResourceWithEndpoints Resource { get; }

    /// <summary>Gets the endpoint's name.</summary>
    public string EndpointName { get; }

    /// <summary>Gets the network that the address is always seen from, if there is one.</summary>
    public NetworkIdentifier? ContextNetworkID { get; }

    /// <summary>Gets what to say when the endpoint does not exist, instead of the usual words.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>Gets the endpoint.</summary>
    /// <exception cref="DistributedApplicationException">The resource has no endpoint of that name.</exception>
    public EndpointAnnotation EndpointAnnotation => Find() ?? throw new DistributedApplicationException(ErrorMessage ?? NoSuchEndpoint());

    /// <summary>Gets whether the resource has an endpoint of that name.</summary>
    public bool Exists => Find() is not null;

    /// <summary>Gets whether the actual address is known.</summary>
    public bool IsAllocated => Find()?.AllocatedEndpoint is not null;

    /// <summary>Gets whether a reference to the whole resource leaves this endpoint out.</summary>
    public bool ExcludeReferenceEndpoint => Find()?.ExcludeReferenceEndpoint ?? false;

    /// <summary>Gets whether the scheme is <c>http</c>.</summary>
    public bool IsHttp => string.Equals(EndpointAnnotation.UriScheme, "http", StringComparison.OrdinalIgnoreCase);

    /// <summary>Gets whether the scheme is <c>https</c>.</summary>
    public bool IsHttps => string.Equals(EndpointAnnotation.UriScheme, "https", StringComparison.OrdinalIgnoreCase);

    /// <summary>Gets whether the endpoint is named after its scheme, <c>http</c> or <c>https</c>.</summary>
    public bool IsHttpSchemeNamedEndpoint => EndpointName.ToLowerInvariant() is "http" or "https";

    /// <summary>Gets whether the endpoint speaks TLS.</summary>
    public bool TlsEnabled => EndpointAnnotation.TlsEnabled;

    /// <summary>Gets the scheme.</summary>
    public string Scheme => EndpointAnnotation.UriScheme;

    /// <summary>Gets the port that the resource itself listens on, if it is fixed.</summary>
    public int? TargetPort => EndpointAnnotation.TargetPort;

    /// <summary>Gets the actual port that others use.</summary>
    /// <exception cref="InvalidOperationException">It is not known yet.</exception>
    public int Port => Allocated().Port;

    /// <summary>Gets the actual host.</summary>
    /// <exception cref="InvalidOperationException">It is not known yet.</exception>
    public string Host => Allocated().Address;

    /// <summary>Gets the actual address, <c>scheme://host:port</c>.</summary>
    /// <exception cref="InvalidOperationException">It is not known yet.</exception>
    public string Url => Allocated().UriString;

    string IManifestExpressionProvider.ValueExpression => $"{{{Resource.Name}.bindings.{EndpointName}.url}}";

    IEnumerable<object> IValueWithReferences.References => [Resource];

    /// <summary>Refers to a part of the address.</summary>
    /// <param name="property">The part.</param>
    /// <returns>The reference.</returns>
    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);

    /// <summary>Makes an expression that depends on whether the endpoint speaks TLS.</summary>
    /// <param name="enabledValue">Taken with TLS.</param>
    /// <param name="disabledValue">Taken without.</param>
    /// <returns>The expression.</returns>
    public ReferenceExpression GetTlsValue(ReferenceExpression enabledValue, ReferenceExpression disabledValue) =>
        ReferenceExpression.CreateConditional(Property(EndpointProperty.TlsEnabled), bool.TrueString, enabledValue, disabledValue);

    /// <summary>Waits for the actual address.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns><c>scheme://host:port</c>.</returns>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => GetValueAsync(new ValueProviderContext(), cancellationToken);

    /// <summary>Waits for the actual address, as seen by the asking resource.</summary>
    /// <param name="context">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns><c>scheme://host:port</c>.</returns>
    public ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) =>
        Property(EndpointProperty.Url).GetValueAsync(context, cancellationToken);

    /// <inheritdoc/>
    public override string ToString() => $"{Resource.Name}/{EndpointName}";

    private EndpointAnnotation? Find() => _endpoint ?? Resource.Annotations.OfType<EndpointAnnotation>()
        .FirstOrDefault(endpoint => string.Equals(endpoint.Name, EndpointName, StringComparison.OrdinalIgnoreCase));

    private AllocatedEndpoint Allocated() => EndpointAnnotation.AllocatedEndpoint ?? throw new InvalidOperationException(
        $"The address of endpoint '{EndpointName}' of resource '{Resource.Name}' is not known yet. Use the endpoint reference itself, or a ReferenceExpression, where the value is used later.");

    private string NoSuchEndpoint()
    {
        var names = Resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => $"'{endpoint.Name}'").ToList();
        return $"The resource '{Resource.Name}' has no endpoint named '{EndpointName}'. " +
            (names.Count == 0
                ? $"It has none: declare one, for example with .WithHttpEndpoint(name: \"{EndpointName}\")."
                : $"It has {string.Join(", ", names)}.");
    }
}
