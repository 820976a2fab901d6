using System.Net;
using Frontend.Sessions;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Frontend.Orders;

/// <summary>Registers the client of the order service.</summary>
internal static class OrderServices
{
    private static readonly Uri Address = new("http://order");

    public static void AddOrders(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<OrderEvents>();
        builder.Services.AddSingleton<Catalogue>();

        var client = builder.Services.AddHttpClient<OrderApi>(http => http.BaseAddress = Address);
#pragma warning disable EXTEXP0001 // The way to replace the default handler for one client is still marked as experimental.
        client.RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
        client.AddHttpMessageHandler<BearerToken>();
        client.AddStandardResilienceHandler(ForWaitingCustomers);
    }

    /// <summary>Somebody is looking at a blank page: better a kind word in seconds than the right answer in half a minute.</summary>
    private static void ForWaitingCustomers(HttpStandardResilienceOptions options)
    {
        options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(4);
        options.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(10);
        options.CircuitBreaker.SamplingDuration = TimeSpan.FromSeconds(10);
        options.Retry.MaxRetryAttempts = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(150);
        options.Retry.ShouldHandle = attempt => ValueTask.FromResult(
            HttpClientResiliencePredicates.IsTransient(attempt.Outcome) && IsWorthRepeating(attempt.Outcome.Result) && IsRepeatable(attempt.Context.GetRequestMessage()));
    }

    // Who has been asked to come later would have the customer wait for it.
    private static bool IsWorthRepeating(HttpResponseMessage? response) => response?.StatusCode != HttpStatusCode.TooManyRequests;

    // RFC 9110 §9.2.2, and the order service's promise that one idempotency key makes one order.
    private static bool IsRepeatable(HttpRequestMessage? request) =>
        request is not null && (request.Method == HttpMethod.Get || request.Headers.Contains("Idempotency-Key"));
}
