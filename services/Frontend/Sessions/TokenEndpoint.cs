using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Polly;

namespace Frontend.Sessions;

/// <summary>The issuer's token endpoint, asked from inside (RFC 6749 §6).</summary>
internal sealed class TokenEndpoint(IOptionsMonitor<OpenIdConnectOptions> options, TimeProvider time)
{
    /// <summary>How long an answer is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <returns>The new pair, or null when the issuer no longer accepts the refresh token.</returns>
    /// <exception cref="IssuerUnavailableException">No answer, or none that says anything about the refresh token.</exception>
    public async Task<SessionTokens?> RefreshAsync(string refreshToken, CancellationToken cancellationToken)
    {
        var oidc = options.Get(OpenIdConnectDefaults.AuthenticationScheme);
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var configuration = await oidc.ConfigurationManager!.GetConfigurationAsync(either.Token);
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                [OpenIdConnectParameterNames.GrantType] = OpenIdConnectGrantTypes.RefreshToken,
                [OpenIdConnectParameterNames.RefreshToken] = refreshToken,
                [OpenIdConnectParameterNames.ClientId] = oidc.ClientId!,
                [OpenIdConnectParameterNames.ClientSecret] = oidc.ClientSecret!,
            });
            using var response = await oidc.Backchannel.PostAsync(configuration.TokenEndpoint, form, either.Token);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => await ReadTokensAsync(response, refreshToken, either.Token),
                HttpStatusCode.BadRequest when await IsInvalidGrantAsync(response, either.Token) => null,
                var status => throw new IssuerUnavailableException($"The token endpoint answered {(int)status}."),
            };
        }
        catch (Exception e) when (
            e is HttpRequestException or IOException or ExecutionRejectedException or InvalidOperationException { InnerException: not null }
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // No connection, no answer in time, an open circuit, or (wrapped by the configuration manager) no metadata.
            throw new IssuerUnavailableException("The token endpoint can't be reached.", e);
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
