using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Aspirate.Cluster.Building.Registries;

/// <summary>
/// Answers a registry's challenge: with the login itself, or with a token that the registry's token service gives for it
/// (the distribution project's token authentication). It is of one repository, so it keeps one answer.
/// </summary>
internal sealed partial class RegistryAuthentication(Uri registry, RegistryLogin? login, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly string[] AskedFor = ["service", "scope"];

    private AuthenticationHeaderValue? _answer;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Authorize(request);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.Unauthorized
            && IsRegistry(request.RequestUri!)
            && await AnswerAsync(response.Headers.WwwAuthenticate, cancellationToken) is { } answer)
        {
            response.Dispose();
            _answer = answer;
            Authorize(request);
            response = await base.SendAsync(request, cancellationToken);
        }

        return response;
    }

    // Registries have uploads go to other hosts, to which the login says nothing.
    private void Authorize(HttpRequestMessage request) => request.Headers.Authorization = IsRegistry(request.RequestUri!) ? _answer : null;

    private bool IsRegistry(Uri address) => Uri.Compare(address, registry, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private async Task<AuthenticationHeaderValue?> AnswerAsync(HttpHeaderValueCollection<AuthenticationHeaderValue> challenges, CancellationToken cancellationToken)
    {
        foreach (var challenge in challenges)
        {
            if (challenge.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) && await TokenAsync(challenge.Parameter ?? "", cancellationToken) is { } token)
            {
                return new("Bearer", token);
            }

            if (challenge.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) && login is { IsIdentityToken: false })
            {
                return login.AsBasic();
            }
        }

        return null;
    }

    private async Task<string?> TokenAsync(string challenge, CancellationToken cancellationToken)
    {
        var parts = ChallengePart().Matches(challenge).ToDictionary(part => part.Groups["name"].Value, part => part.Groups["value"].Value, StringComparer.OrdinalIgnoreCase);
        if (!parts.TryGetValue("realm", out var realm) || !Uri.TryCreate(realm, UriKind.Absolute, out var service))
        {
            return null;
        }

        using var request = login is { IsIdentityToken: true } ? Exchange(service, parts, login.Secret) : Ask(service, parts);
        using var response = await base.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            return null;
        }

        try
        {
            var token = await response.Content.ReadFromJsonAsync<JsonNode>(cancellationToken);
            return (string?)token?["token"] ?? (string?)token?["access_token"];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private HttpRequestMessage Ask(Uri service, Dictionary<string, string> challenge)
    {
        var query = string.Join('&', AskedFor.Where(challenge.ContainsKey).Select(name => $"{name}={Uri.EscapeDataString(challenge[name])}"));
        return new(HttpMethod.Get, new UriBuilder(service) { Query = query }.Uri) { Headers = { Authorization = login?.AsBasic() } };
    }

    private static HttpRequestMessage Exchange(Uri service, Dictionary<string, string> challenge, string identityToken) => new(HttpMethod.Post, service)
    {
        Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["client_id"] = "aspirate",
            ["service"] = challenge.GetValueOrDefault("service", ""),
            ["scope"] = challenge.GetValueOrDefault("scope", ""),
            ["refresh_token"] = identityToken,
        }),
    };

    [GeneratedRegex("(?<name>[a-z_]+)=\"(?<value>[^\"]*)\"", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ChallengePart();
}
