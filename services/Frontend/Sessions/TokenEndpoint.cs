using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Polly;

namespace Frontend.Sessions;

/// <summary>What the issuer says about tokens, asked from inside (RFC 6749 §6, RFC 7662).</summary>
internal sealed class TokenEndpoint(IOptionsMonitor<OpenIdConnectOptions> options, TimeProvider time)
{
    /// <summary>How long an answer is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    // Somebody waits, and without an answer the session goes on.
    private static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(2);

    /// <returns>The new pair, or null when the issuer no longer accepts the refresh token.</returns>
    /// <exception cref="IssuerUnavailableException">No answer, or none that says anything about the refresh token.</exception>
    public Task<SessionTokens?> RefreshAsync(string refreshToken, CancellationToken cancellationToken) => PostAsync(
        configuration => configuration.TokenEndpoint,
        new() { [OpenIdConnectParameterNames.GrantType] = OpenIdConnectGrantTypes.RefreshToken, [OpenIdConnectParameterNames.RefreshToken] = refreshToken },
        async (response, cancelled) => response.StatusCode switch
        {
            HttpStatusCode.OK => await ReadTokensAsync(response, refreshToken, cancelled),
            HttpStatusCode.BadRequest when await IsInvalidGrantAsync(response, cancelled) => null,
            var status => throw new IssuerUnavailableException($"The token endpoint answered {(int)status}."),
        },
        Patience,
        cancellationToken);

    /// <summary>Asks whether a refresh token is still good, without using it (RFC 7662).</summary>
    /// <exception cref="IssuerUnavailableException">No answer, or none that says anything about the refresh token.</exception>
    public Task<bool> IsActiveAsync(string refreshToken, CancellationToken cancellationToken) => PostAsync(
        configuration => configuration.IntrospectionEndpoint,
        new() { ["token"] = refreshToken, ["token_type_hint"] = OpenIdConnectParameterNames.RefreshToken },
        async (response, cancelled) => response.StatusCode == HttpStatusCode.OK
            ? (await response.Content.ReadFromJsonAsync<JsonElement>(cancelled)).GetProperty("active").GetBoolean()
            : throw new IssuerUnavailableException($"The introspection endpoint answered {(int)response.StatusCode}."),
        ShortPatience,
        cancellationToken);

    private async Task<TResult> PostAsync<TResult>(
        Func<OpenIdConnectConfiguration, string?> endpoint,
        Dictionary<string, string> parameters,
        Func<HttpResponseMessage, CancellationToken, Task<TResult>> read,
        TimeSpan patience,
        CancellationToken cancellationToken)
    {
        var oidc = options.Get(OpenIdConnectDefaults.AuthenticationScheme);
        using var timeout = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var configuration = await oidc.ConfigurationManager!.GetConfigurationAsync(either.Token);
            var address = endpoint(configuration) is { Length: > 0 } known ? known : throw new IssuerUnavailableException("The issuer's metadata names no such endpoint.");
            parameters[OpenIdConnectParameterNames.ClientId] = oidc.ClientId!;
            parameters[OpenIdConnectParameterNames.ClientSecret] = oidc.ClientSecret!;
            using var form = new FormUrlEncodedContent(parameters);
            using var response = await oidc.Backchannel.PostAsync(address, form, either.Token);
            return await read(response, either.Token);
        }
        catch (Exception e) when (
            e is HttpRequestException or IOException or ExecutionRejectedException or InvalidOperationException { InnerException: not null }
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // No connection, no answer in time, an open circuit, or (wrapped by the configuration manager) no metadata.
            throw new IssuerUnavailableException("The issuer can't be reached.", e);
        }
    }

    private async Task<SessionTokens> ReadTokensAsync(HttpResponseMessage response, string refreshToken, CancellationToken cancellationToken)
    {
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return new SessionTokens(
            answer.GetProperty(OpenIdConnectParameterNames.AccessToken).GetString()!,
            // An issuer that doesn't rotate sends none: the old one stays in use.
            answer.TryGetProperty(OpenIdConnectParameterNames.RefreshToken, out var rotated) ? rotated.GetString() : refreshToken,
            time.GetUtcNow().AddSeconds(answer.GetProperty(OpenIdConnectParameterNames.ExpiresIn).GetInt32()));
    }

    private static async Task<bool> IsInvalidGrantAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        // A proxy in between answers 400 too, but not in JSON.
        if (response.Content.Headers.ContentType?.MediaType is not "application/json")
        {
            return false;
        }

        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return answer.TryGetProperty(OpenIdConnectParameterNames.Error, out var error) && error.ValueEquals("invalid_grant");
    }
}

/// <summary>The auth service doesn't answer, or not as its contract says. Trying again later may help.</summary>
internal sealed class IssuerUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
