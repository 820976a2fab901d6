namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>The parts of an endpoint's address that an expression can name.</summary>
public enum EndpointPart
{
    /// <summary>Scheme, host and port, e.g. <c>http://auth-service:8000</c>.</summary>
    Url,

    /// <summary>The name of the Service.</summary>
    Host,

    /// <summary>The port of the Service.</summary>
    Port,

    /// <summary>The port the container listens on.</summary>
    TargetPort,

    /// <summary>The scheme, e.g. <c>http</c>.</summary>
    Scheme,

    /// <summary>Host and port with a colon between them.</summary>
    HostAndPort,
}
