using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Auth.Tests.Running;

/// <summary>The requests that many tests make.</summary>
internal static partial class Http
{
    public const string Password = "correct horse battery";

    /// <summary>Registers a new account over the API.</summary>
    /// <returns>Its e-mail address; its password is <see cref="Password"/>.</returns>
    public static async Task<string> RegisterAsync(this HttpClient client, CancellationToken cancellationToken)
    {
        var email = AuthApplication.NewEmail();
        using var response = await client.PostAsJsonAsync("/auth/register", new { email, password = Password }, cancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        return email;
    }

    /// <summary>Fills in the log-in page.</summary>
    public static async Task<HttpResponseMessage> LogInAsync(this HttpClient client, string email, string password, CancellationToken cancellationToken, params (string Name, string Value)[] more)
    {
        using var page = await client.GetAsync("/auth/login", cancellationToken);
        var hidden = (await page.HiddenFieldsAsync(cancellationToken)).Where(field => more.All(other => other.Name != field.Name));
        return await client.PostFormAsync("/auth/login", cancellationToken, [.. hidden, ("email", email), ("password", password), .. more]);
    }

    public static Task<HttpResponseMessage> TokenAsync(this HttpClient client, CancellationToken cancellationToken, params (string Name, string Value)[] form) =>
        client.PostFormAsync("/auth/connect/token", cancellationToken, form);

    public static Task<HttpResponseMessage> PasswordGrantAsync(this HttpClient client, string email, string password, CancellationToken cancellationToken, string scope = "orders offline_access") =>
        client.TokenAsync(cancellationToken, ("grant_type", "password"), ("client_id", "cli"), ("username", email), ("password", password), ("scope", scope));

    /// <param name="client">The client.</param>
    /// <param name="refreshToken">The token to exchange.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <param name="scope">What the new tokens are for; all that was granted when null.</param>
    public static Task<HttpResponseMessage> RefreshAsync(this HttpClient client, string refreshToken, CancellationToken cancellationToken, string? scope = null)
    {
        (string, string)[] narrower = scope is null ? [] : [("scope", scope)];
        return client.TokenAsync(cancellationToken, [("grant_type", "refresh_token"), ("client_id", "cli"), ("refresh_token", refreshToken), .. narrower]);
    }

    public static async Task<HttpResponseMessage> PostFormAsync(this HttpClient client, string address, CancellationToken cancellationToken, params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await client.PostAsync(address, content, cancellationToken);
    }

    public static Task<HttpResponseMessage> GetWithTokenAsync(this HttpClient client, string address, string accessToken, CancellationToken cancellationToken) =>
        client.SendAsync(new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", accessToken) } }, cancellationToken);

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response, CancellationToken cancellationToken, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        response.StatusCode.ShouldBe(expected, body);
        return JsonDocument.Parse(body).RootElement;
    }

    public static string Text(this JsonElement element, string property) => element.GetProperty(property).GetString()!;

    /// <summary>The values of a page's hidden fields.</summary>
    public static async Task<IReadOnlyList<(string Name, string Value)>> HiddenFieldsAsync(this HttpResponseMessage response, CancellationToken cancellationToken) =>
    [
        .. HiddenField().Matches(await response.Content.ReadAsStringAsync(cancellationToken))
            .Select(match => (WebUtility.HtmlDecode(match.Groups["name"].Value), WebUtility.HtmlDecode(match.Groups["value"].Value))),
    ];

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]*)" value="(?<value>[^"]*)" />""")]
    private static partial Regex HiddenField();
}
