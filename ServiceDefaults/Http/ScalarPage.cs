namespace ServiceDefaults.Http;

/// <summary>What a browser may do on the page of an OpenAPI document, which exists in Development only.</summary>
public static class ScalarPage
{
    /// <summary>Scalar runs its own scripts, one of them in the page itself, and draws with styles that these make; it loads nothing from elsewhere.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}
