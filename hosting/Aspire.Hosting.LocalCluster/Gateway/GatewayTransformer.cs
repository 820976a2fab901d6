using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace Aspire.Hosting.LocalCluster.Gateway;

/// <summary>Tells a service how the outside sees it. The gateway is the outermost proxy: what a client claims itself does not count.</summary>
internal sealed class GatewayTransformer : HttpTransformer
{
    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);

        proxyRequest.Headers.Remove("Forwarded");
        proxyRequest.Headers.Remove("X-Forwarded-Prefix");
        Set(proxyRequest, "X-Forwarded-For", httpContext.Connection.RemoteIpAddress?.ToString());
        Set(proxyRequest, "X-Forwarded-Proto", httpContext.Request.Scheme);
        Set(proxyRequest, "X-Forwarded-Host", httpContext.Request.Host.Value);

        // Who asks the replica is the gateway, if it takes part in the trace.
        if (Activity.Current is { } span)
        {
            DistributedContextPropagator.Current.Inject(span, proxyRequest, static (carrier, header, value) => Set((HttpRequestMessage)carrier!, header, value));
        }
    }

    private static void Set(HttpRequestMessage request, string header, string? value)
    {
        request.Headers.Remove(header);
        request.Headers.TryAddWithoutValidation(header, value);
    }
}
