using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Tests.Journeys;

/// <summary>A customer at a command line: registers, signs in with a password, calls the API with a token.</summary>
internal sealed class Customer : IDisposable
{
    private readonly HttpClient _client;

    private Customer(HttpClient client, string email) => (_client, Email) = (client, email);

    public string Email { get; }

    /// <param name="client">A client of the application's public address, without cookies; it belongs to the customer from now on.</param>
    public static async Task<Customer> RegisterAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var email = $"{Guid.NewGuid():N}@example.org";
        var password = $"Long enough {Guid.NewGuid():N}";

        using var registered = await client.PostAsJsonAsync("/auth/register", new { email, password }, cancellationToken);
        registered.IsSuccessStatusCode.ShouldBeTrue(await registered.Content.ReadAsStringAsync(cancellationToken));

        var discovery = await client.GetFromJsonAsync<JsonElement>("/auth/.well-known/openid-configuration", cancellationToken);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "password",
            ["client_id"] = "cli",
            ["username"] = email,
            ["password"] = password,
            ["scope"] = "orders offline_access",
        });
        using var answer = await client.PostAsync(discovery.GetProperty("token_endpoint").GetString(), form, cancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(cancellationToken));
        var tokens = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.GetProperty("access_token").GetString());
        return new(client, email);
    }

    public Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) => _client.GetFromJsonAsync<JsonElement>(path, cancellationToken);

    public Task<HttpResponseMessage> PostAsync<T>(string path, T body, CancellationToken cancellationToken) => _client.PostAsJsonAsync(path, body, cancellationToken);

    public async Task<HttpStatusCode> StatusAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await _client.GetAsync(path, cancellationToken);
        return response.StatusCode;
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> OrderAsync(string product, int quantity, string idempotencyKey, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/orders")
        {
            Content = JsonContent.Create(new { lines = new[] { new { productId = product, quantity } } }),
            Headers = { { "Idempotency-Key", idempotencyKey } },
        };
        using var response = await _client.SendAsync(request, cancellationToken);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken));
    }

    public void Dispose() => _client.Dispose();
}
