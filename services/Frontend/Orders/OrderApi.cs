using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Frontend.Sessions;
using Microsoft.AspNetCore.Http.Extensions;
using Polly;

namespace Frontend.Orders;

/// <summary>The order service, asked in the customer's name.</summary>
internal sealed partial class OrderApi(HttpClient http, ILogger<OrderApi> logger)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <param name="known">What an earlier answer was; it is not sent again while it is still right.</param>
    public async Task<Reply<CatalogueAnswer>> GetProductsAsync(CatalogueCopy? known, CancellationToken cancellationToken) =>
        await SendAsync(
            HttpMethod.Get,
            "orders/products",
            async response =>
            {
                var products = response.StatusCode == HttpStatusCode.NotModified ? known!.Products : await ReadAsync<ProductList>(response, cancellationToken);
                return new CatalogueAnswer(products, response.Headers.ETag?.ToString(), response.Headers.CacheControl?.MaxAge ?? TimeSpan.Zero);
            },
            request =>
            {
                request.Options.Set(BearerToken.Anonymous, true);
                if (known?.EntityTag is { } entityTag)
                {
                    request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(entityTag));
                }
            },
            cancellationToken);

    /// <param name="status">Only orders with this status; all when null.</param>
    /// <param name="mine">Only the caller's own, even when the caller is an administrator.</param>
    public async Task<Reply<OrderPage>> GetOrdersAsync(OrderStatus? status, bool mine, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var query = new QueryBuilder { { "limit", limit.ToString(CultureInfo.InvariantCulture) } };
        if (status is not null)
        {
            query.Add("status", status.Name);
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
        await SendAsync<Order>(HttpMethod.Post, $"orders/{id}/{action.Name}", cancellationToken, request =>
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version.ToString(CultureInfo.InvariantCulture)}\"")));

    /// <summary>Opens the stream of events about the caller's own orders, or about all of an administrator's.</summary>
    /// <returns>The response, whose content goes on until one side ends it.</returns>
    public async Task<Reply<HttpResponseMessage>> GetEventsAsync(bool mine, string? lastEventId, CancellationToken cancellationToken)
    {
        var path = mine ? "orders/events?mine=true" : "orders/events";
        return await CallAsync<HttpResponseMessage>(HttpMethod.Get, path, async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
            if (!string.IsNullOrEmpty(lastEventId))
            {
                request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
            }

            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                return await FailureAsync(response, cancellationToken);
            }
        }, cancellationToken);
    }

    private Task<Reply<T>> SendAsync<T>(HttpMethod method, string path, CancellationToken cancellationToken, Action<HttpRequestMessage>? prepare = null)
        where T : class =>
        SendAsync(method, path, response => ReadAsync<T>(response, cancellationToken), prepare, cancellationToken);

    private Task<Reply<T>> SendAsync<T>(HttpMethod method, string path, Func<HttpResponseMessage, Task<T>> read, Action<HttpRequestMessage>? prepare, CancellationToken cancellationToken)
        where T : class =>
        CallAsync<T>(method, path, async () =>
        {
            using var request = new HttpRequestMessage(method, path);
            prepare?.Invoke(request);
            using var response = await http.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.NotModified ? await read(response) : await FailureAsync(response, cancellationToken);
        }, cancellationToken);

    /// <summary>
    /// Turns what a network and a service that is away can do into a failure that a page shows. An answer that can't be
    /// understood is a defect and stays an exception.
    /// </summary>
    private async Task<Reply<T>> CallAsync<T>(HttpMethod method, string path, Func<Task<Reply<T>>> call, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await call();
        }
        catch (SignedOutException)
        {
            return OrderFailure.SignedOut;
        }
        catch (Exception e) when (
            e is HttpRequestException or IOException or ExecutionRejectedException or IssuerUnavailableException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
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
            case >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not HttpStatusCode.RequestTimeout:
                return await RefusalAsync(response, cancellationToken);
            default:
                LogUnavailable(response.RequestMessage!.Method, response.RequestMessage.RequestUri!.AbsolutePath, $"status {(int)response.StatusCode}");
                return OrderFailure.Unavailable;
        }
    }

    private static async Task<OrderFailure> RefusalAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        // A proxy in between refuses too, but not with a problem.
        var problem = response.Content.Headers.ContentType?.MediaType is "application/problem+json" ? await ReadAsync<RefusalProblem>(response, cancellationToken) : null;
        return new OrderFailure(OrderFailureKind.Refused, problem?.Message ?? "The order desk can't do that.");
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken) =>
        await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken) ?? throw new JsonException("The answer is empty.");

    [LoggerMessage(LogLevel.Warning, "{Method} {Path} found the order service unavailable: {Reason}")]
    private partial void LogUnavailable(HttpMethod method, string path, string reason);
}
