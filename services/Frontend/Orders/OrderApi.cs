using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Frontend.Sessions;
using Microsoft.AspNetCore.Http.Extensions;

namespace Frontend.Orders;

/// <summary>The order service, asked in the customer's name.</summary>
internal sealed partial class OrderApi(HttpClient http, ILogger<OrderApi> logger)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public async Task<Reply<ProductList>> GetProductsAsync(CancellationToken cancellationToken) =>
        await SendAsync<ProductList>(HttpMethod.Get, "orders/products", cancellationToken, Anonymously);

    public async Task<Reply<Product>> GetProductAsync(string id, CancellationToken cancellationToken) =>
        await SendAsync<Product>(HttpMethod.Get, $"orders/products/{Uri.EscapeDataString(id)}", cancellationToken, Anonymously);

    /// <param name="status">Only orders with this status; all when null.</param>
    /// <param name="mine">Only the caller's own, even when the caller is an administrator.</param>
    public async Task<Reply<OrderPage>> GetOrdersAsync(OrderStatus? status, bool mine, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var query = new QueryBuilder { { "limit", limit.ToString(CultureInfo.InvariantCulture) } };
        if (status is { } only)
        {
            query.Add("status", Name(only.ToString()));
        }

        if (mine)
        {
            query.Add("mine", "true");
        }

        if (cursor is not null)
        {
            query.Add("cursor", cursor);
        }

        return await SendAsync<OrderPage>(HttpMethod.Get, "orders" + query, cancellationToken);
    }

    public async Task<Reply<Order>> GetOrderAsync(Guid id, CancellationToken cancellationToken) =>
        await SendAsync<Order>(HttpMethod.Get, $"orders/{id}", cancellationToken);

    /// <param name="attempt">The same for every repetition of one checkout: the order service makes one order of them.</param>
    public async Task<Reply<Order>> PlaceAsync(Guid attempt, NewOrder order, CancellationToken cancellationToken) =>
        await SendAsync<Order>(HttpMethod.Post, "orders", cancellationToken, request =>
        {
            request.Headers.Add("Idempotency-Key", attempt.ToString());
            request.Content = JsonContent.Create(order, options: Json);
        });

    /// <param name="version">The version that the customer has seen: nothing is done to an order that has changed since.</param>
    public async Task<Reply<Order>> ActAsync(Guid id, OrderAction action, int version, CancellationToken cancellationToken) =>
        await SendAsync<Order>(HttpMethod.Post, $"orders/{id}/{Name(action.ToString())}", cancellationToken, request =>
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version.ToString(CultureInfo.InvariantCulture)}\"")));

    /// <summary>Opens the stream of events about the caller's own orders, or about all of an administrator's.</summary>
    /// <returns>The response, whose content goes on until one side ends it.</returns>
    public async Task<HttpResponseMessage> GetEventsAsync(bool mine, string? lastEventId, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, mine ? "orders/events?mine=true" : "orders/events");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (!string.IsNullOrEmpty(lastEventId))
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        }

        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private async Task<Reply<T>> SendAsync<T>(HttpMethod method, string path, CancellationToken cancellationToken, Action<HttpRequestMessage>? prepare = null)
        where T : class
    {
        try
        {
            using var request = new HttpRequestMessage(method, path);
            prepare?.Invoke(request);
            using var response = await http.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                return await FailureAsync(response, cancellationToken);
            }

            return await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken) ?? throw new JsonException("The answer is empty.");
        }
        catch (SignedOutException)
        {
            return OrderFailure.SignedOut;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Connection, time-out, open circuit, an answer that is none: to the customer it is all the same.
            LogUnavailable(method, path, e.Message);
            return OrderFailure.Unavailable;
        }
    }

    private async Task<OrderFailure> FailureAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.Unauthorized:
                return OrderFailure.SignedOut;
            case HttpStatusCode.NotFound:
                return new OrderFailure(OrderFailureKind.NotFound, "We couldn't find that.");
            case HttpStatusCode.PreconditionFailed:
                return new OrderFailure(OrderFailureKind.Changed, "This order has changed in the meantime. Please look again before you go on.");
            case >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests):
                return await RefusalAsync(response, cancellationToken);
            default:
                LogUnavailable(response.RequestMessage!.Method, response.RequestMessage.RequestUri!.AbsolutePath, $"status {(int)response.StatusCode}");
                return OrderFailure.Unavailable;
        }
    }

    private static async Task<OrderFailure> RefusalAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var problem = await response.Content.ReadFromJsonAsync<RefusalProblem>(Json, cancellationToken);
        return new OrderFailure(OrderFailureKind.Refused, problem?.Message ?? "The order desk can't do that.");
    }

    private static void Anonymously(HttpRequestMessage request) => request.Options.Set(BearerToken.Anonymous, true);

    private static string Name(string value) => JsonNamingPolicy.CamelCase.ConvertName(value);

    [LoggerMessage(LogLevel.Warning, "{Method} {Path} found the order service unavailable: {Reason}")]
    private partial void LogUnavailable(HttpMethod method, string path, string reason);
}
