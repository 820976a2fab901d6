using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Resilience;

namespace ServiceDefaults.Http;

/// <summary>Every HttpClient finds services by name and survives a peer that is briefly away.</summary>
internal static class ResilientHttpClients
{
    public static void AddResilientHttpClients(this IHostApplicationBuilder builder)
    {
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            // RFC 9110 §9.2.2: only idempotent methods may be repeated without knowing what became of the first attempt.
            http.AddStandardResilienceHandler(options => options.Retry.DisableFor(HttpMethod.Post, HttpMethod.Patch, HttpMethod.Connect));
            http.AddServiceDiscovery();
        });
    }
}
