using Microsoft.Extensions.Hosting;

namespace ServiceDefaults.Issuer;

/// <summary>
/// Sends requests for the issuer's public origin to its internal address: the public one may be reachable for browsers only
/// (an Ingress host, a port forward). The issuer is told the public origin by forwarded headers, as a proxy would do, so that
/// the addresses in its answers are the public ones.
/// </summary>
internal sealed class InternalIssuerHandler(InternalIssuerOptions options) : DelegatingHandler
{
    private readonly Uri _public = new(options.Issuer);
    private readonly Uri _internal = new(options.InternalAddress);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { IsAbsoluteUri: true } uri && IsPublicOrigin(uri))
        {
            request.RequestUri = new Uri(_internal, uri.PathAndQuery);
            request.Headers.Remove("X-Forwarded-Host");
            request.Headers.Remove("X-Forwarded-Proto");
            request.Headers.Add("X-Forwarded-Host", _public.Authority);
            request.Headers.Add("X-Forwarded-Proto", _public.Scheme);
        }

        return base.SendAsync(request, cancellationToken);
    }

    private bool IsPublicOrigin(Uri uri) =>
        Uri.Compare(uri, _public, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;
}
