using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace ServiceDefaults.Http;

/// <summary>Restores scheme, host and client address as the outermost trusted proxy saw them.</summary>
internal static class TrustedProxies
{
    private static readonly string[] LoopbackAndPrivateNetworks =
        ["127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"];

    public static void AddTrustedProxies(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<TrustedProxyOptions>()
            .BindConfiguration(TrustedProxyOptions.SectionName)
            .Validate(
                options => options.TrustedNetworks.All(network => IPNetwork.TryParse(network, out _)),
                "ForwardedHeaders:TrustedNetworks must list networks in CIDR notation, such as 10.0.0.0/8.")
            .ValidateOnStart();

        builder.Services.AddOptions<ForwardedHeadersOptions>()
            .Configure<IOptions<TrustedProxyOptions>>((forwarded, trusted) =>
            {
                forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedHost | ForwardedHeaders.XForwardedProto;

                // There may be several proxies in a row (Ingress or gateway, then a replica's proxy); each hop is checked against the networks.
                forwarded.ForwardLimit = null;
                forwarded.KnownProxies.Clear();
                forwarded.KnownIPNetworks.Clear();
                foreach (var network in trusted.Value.TrustedNetworks is { Count: > 0 } configured ? configured : LoopbackAndPrivateNetworks)
                {
                    forwarded.KnownIPNetworks.Add(IPNetwork.Parse(network));
                }
            });

        builder.Services.AddSingleton<IStartupFilter, FirstInPipeline>();
    }

    /// <summary>Whatever else runs must already see the restored request.</summary>
    private sealed class FirstInPipeline : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UseForwardedHeaders();
            next(app);
        };
    }
}
