using System.Net.Http.Json;
using System.Text.Json;

namespace Order.Tests;

/// <summary>Somebody who is logged in, at one replica.</summary>
internal sealed class Customer(string id, HttpClient client) : IDisposable
{
    public string Id => id;

    public HttpClient Client => client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Task<Answer> PlaceAsync(string productId, int quantity = 1, string? key = null) => PlaceAsync([(productId, quantity)], key);

    public Task<Answer> PlaceAsync(IEnumerable<(string ProductId, int Quantity)> lines, string? key = null) =>
        PostAsync("/orders", JsonContent.Create(new { lines = lines.Select(line => new { line.ProductId, line.Quantity }) }), ("Idempotency-Key", key));

    public Task<Answer> ActAsync(Answer order, string action) => ActAsync(order.Id, action, order.EntityTag);

    public Task<Answer> ActAsync(string orderId, string action, string? ifMatch) => PostAsync($"/orders/{orderId}/{action}", null, ("If-Match", ifMatch));

    public Task<Answer> GetAsync(string path, string? ifNoneMatch = null) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), ("If-None-Match", ifNoneMatch));

    public Task<Answer> PostAsync(string path, HttpContent? content, params (string Name, string? Value)[] headers) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = content }, headers);

    public void Dispose() => client.Dispose();

    private async Task<Answer> SendAsync(HttpRequestMessage request, params (string Name, string? Value)[] headers)
    {
        using (request)
        {
            foreach (var (name, value) in headers)
            {
                if (value is not null)
                {
                    request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
                }
            }

            using var response = await client.SendAsync(request, Cancellation);
            var body = await response.Content.ReadAsStringAsync(Cancellation);
            return new Answer(response.StatusCode, body.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(body), response.Headers, response.Content.Headers);
        }
    }
}
