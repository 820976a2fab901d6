using System.Net.Http.Headers;

namespace Frontend.Sessions;

/// <summary>Lets requests go out in the name of the customer whose request is being answered; without one, they go out anonymously.</summary>
internal sealed class BearerToken(IHttpContextAccessor accessor) : DelegatingHandler
{
    /// <summary>Marks a request that asks for what everybody may see: it needs no session, and no issuer that is up.</summary>
    public static readonly HttpRequestOptionsKey<bool> Anonymous = new("Anonymous");

    /// <exception cref="SignedOutException">The session has ended.</exception>
    /// <exception cref="IssuerUnavailableException">The token has expired and can't be refreshed now.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Options.TryGetValue(Anonymous, out _) && accessor.HttpContext is { User.Identity.IsAuthenticated: true } context)
        {
            // Handlers outlive requests: what belongs to the request is asked of the request.
            var tokens = context.RequestServices.GetRequiredService<AccessTokens>();
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.GetAsync(cancellationToken) ?? throw new SignedOutException());
        }

        return await base.SendAsync(request, cancellationToken);
    }
}

/// <summary>The customer's session has come to its end while a request was being answered.</summary>
internal sealed class SignedOutException() : Exception("The session has ended.");
