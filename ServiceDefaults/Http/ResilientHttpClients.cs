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
            http.AddStandardResilienceHandler(options =>
            {
                // RFC 9110 §9.2.2: only idempotent methods may be repeated without knowing what became of the first attempt.
                options.Retry.DisableFor(HttpMethod.Post, HttpMethod.Patch, HttpMethod.Connect);

                // Another replica is milliseconds away; somebody is waiting for the answer.
                options.Retry.Delay = TimeSpan.FromMilliseconds(250);
            });
            http.AddServiceDiscovery();
        });
    }
}
