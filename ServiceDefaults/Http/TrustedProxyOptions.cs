namespace Microsoft.Extensions.Hosting;

/// <summary>Whose <c>X-Forwarded-*</c> headers are believed; configuration section <c>ForwardedHeaders</c>.</summary>
public sealed class TrustedProxyOptions
{
    /// <summary>The configuration section that is bound to this class.</summary>
    public const string SectionName = "ForwardedHeaders";

    /// <summary>
    /// Networks in CIDR notation. Default (when empty): loopback and the private ranges (RFC 1918, RFC 4193), where local
    /// proxies and an Ingress controller's pods live; a network policy decides who else there may reach the service at all.
    /// </summary>
    public IList<string> TrustedNetworks { get; } = [];
}
