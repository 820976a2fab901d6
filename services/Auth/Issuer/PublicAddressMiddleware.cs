using Microsoft.Extensions.Options;

namespace Auth.Issuer;

/// <summary>
/// Lets everything under <c>/auth</c> see the request as it is seen from outside, so that every address in a document or redirect begins with the
/// configured issuer, even when the request came through the cluster's inside. No header of the request can change that.
/// </summary>
internal sealed class PublicAddressMiddleware(RequestDelegate next, IOptions<IssuerOptions> issuer)
{
    private readonly string _scheme = issuer.Value.Address.Scheme;
    private readonly HostString _host = new(issuer.Value.Address.Authority);

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Path.StartsWithSegments(PathPrefix.Value, StringComparison.Ordinal, out var inside) && !IsProbe(inside))
        {
            request.Scheme = _scheme;
            request.Host = _host;
            request.PathBase += PathPrefix.Value;
            request.Path = inside;
        }
        else if (!IsProbe(request.Path))
        {
            // Not this service's part of the address space; answered by the status code pages.
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return next(context);
    }

    // Probes are asked by the platform directly and are not to be seen from outside.
    private static bool IsProbe(PathString path) => path == "/health" || path == "/alive" || path == "/startup";
}
