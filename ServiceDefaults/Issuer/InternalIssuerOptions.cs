namespace Microsoft.Extensions.Hosting;

/// <summary>Where tokens come from, seen from outside and from inside; configuration section <c>Auth</c>.</summary>
public sealed class InternalIssuerOptions
{
    /// <summary>The configuration section that is bound to this class.</summary>
    public const string SectionName = "Auth";

    /// <summary>
    /// The name of the HttpClient that reaches the issuer from inside. Requests to the issuer's origin, as its metadata names
    /// them, are sent to <see cref="InternalAddress"/> instead.
    /// </summary>
    public const string HttpClientName = "issuer";

    /// <summary>The issuer as the outside sees it and as tokens state it (<c>Auth__Issuer</c>), e.g. <c>http://localhost:8080/auth</c>. Required.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>The origin under which the issuer is reached from inside (<c>Auth__InternalAddress</c>); resolved by service discovery. Default: <c>http://auth</c>.</summary>
    public string InternalAddress { get; set; } = "http://auth";
}
