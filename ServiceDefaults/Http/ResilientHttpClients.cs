using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Polly;

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
                var isTransient = options.Retry.ShouldHandle;
                options.Retry.ShouldHandle = attempt =>
                    WasNeverSent(attempt.Outcome.Exception) || (attempt.Context.GetRequestMessage() is { } request && MayBeRepeated(request))
                        ? isTransient(attempt)
                        : ValueTask.FromResult(false);

                // Another replica is milliseconds away; somebody is waiting for the answer.
                options.Retry.Delay = TimeSpan.FromMilliseconds(250);
            });
            http.AddServiceDiscovery();
        });
    }

    /// <summary>No connection came about, e.g. because the replica has just gone: nobody has seen the request.</summary>
    private static bool WasNeverSent(Exception? failure) =>
        failure is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError };

    /// <summary>
    /// Without knowing what became of the first attempt, only what is idempotent may be sent again: by its method (RFC 9110
    /// §9.2.2), or because it carries a key by which the receiver recognizes it.
    /// </summary>
    private static bool MayBeRepeated(HttpRequestMessage request) =>
        request.Headers.Contains("Idempotency-Key")
        || (request.Method != HttpMethod.Post && request.Method != HttpMethod.Patch && request.Method != HttpMethod.Connect);
}
