using Frontend.Data;
using Microsoft.EntityFrameworkCore;

namespace Frontend.Sessions;

/// <summary>
/// Hands out the session's access token and refreshes it shortly before it expires. Only one request of all replicas
/// refreshes a session at a time: a refresh token is used once. The others go on with the token they have or, when that has
/// expired, wait for the new one.
/// </summary>
internal sealed partial class AccessTokens(
    FrontendDatabase database,
    DatabaseTicketStore sessions,
    IHttpContextAccessor accessor,
    TokenEndpoint endpoint,
    TimeProvider time,
    ILogger<AccessTokens> logger)
{
    /// <summary>How long before its end a token is exchanged: longer than any request takes that carries it.</summary>
    internal static readonly TimeSpan Ahead = TimeSpan.FromSeconds(60);

    // Longer than the token endpoint is waited for, shorter than the leeway in which the issuer accepts a refresh token twice:
    // a replica that dies while it refreshes costs nobody the session.
    private static readonly TimeSpan Lease = TokenEndpoint.Patience + TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <returns>The token, or null when nobody is logged in or the session has come to its end.</returns>
    /// <exception cref="IssuerUnavailableException">The token has expired and the issuer doesn't answer.</exception>
    public async Task<string?> GetAsync(CancellationToken cancellationToken)
    {
        var context = accessor.HttpContext ?? throw new InvalidOperationException("Tokens exist only within a request.");
        if (context.Features.Get<CurrentSession>() is not { } session)
        {
            return null;
        }

        while (true)
        {
            var tokens = SessionTokens.Open(session.Key, session.SealedTokens);
            if (IsFresh(tokens))
            {
                return tokens.AccessToken;
            }

            if (await TryLeaseAsync(session, cancellationToken))
            {
                return await RefreshAsync(context, session, tokens);
            }

            if (IsValid(tokens))
            {
                return tokens.AccessToken;
            }

            await Task.Delay(Pause, time, cancellationToken);
            if (await sessions.FindAsync(session.Key, cancellationToken) is not { } current)
            {
                context.Features.Set<CurrentSession>(null);
                return null;
            }

            context.Features.Set(session = current);
        }
    }

    private bool IsFresh(SessionTokens tokens) => tokens.ExpiresAt - time.GetUtcNow() > Ahead;

    private bool IsValid(SessionTokens tokens) => tokens.ExpiresAt > time.GetUtcNow();

    private async Task<bool> TryLeaseAsync(CurrentSession session, CancellationToken cancellationToken)
    {
        var (id, version, now) = (session.Key.Id, session.TokensVersion, time.GetUtcNow());
        var until = now + Lease;
        return await database.UseAsync(context => context.Sessions
            .Where(s => s.Id == id && s.TokensVersion == version && s.RefreshLeaseUntil < now)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.RefreshLeaseUntil, until), cancellationToken)) == 1;
    }

    // From here on the request's own cancellation no longer counts: a refresh token that has been used up must be replaced.
    private async Task<string?> RefreshAsync(HttpContext context, CurrentSession session, SessionTokens tokens)
    {
        if (tokens.RefreshToken is null)
        {
            return await EndAsync(context, session);
        }

        try
        {
            if (await endpoint.RefreshAsync(tokens.RefreshToken, CancellationToken.None) is not { } refreshed)
            {
                return await EndAsync(context, session);
            }

            var replaced = session with { SealedTokens = refreshed.SealWith(session.Key), TokensVersion = session.TokensVersion + 1 };
            await ReplaceAsync(session, replaced);
            context.Features.Set(replaced);
            return refreshed.AccessToken;
        }
        catch (IssuerUnavailableException e)
        {
            await ReturnLeaseAsync(session);
            if (!IsValid(tokens))
            {
                throw;
            }

            LogStillValid(e.Message);
            return tokens.AccessToken;
        }
    }

    private async Task ReplaceAsync(CurrentSession session, CurrentSession replaced)
    {
        var (id, version) = (session.Key.Id, session.TokensVersion);
        await database.UseAsync(context => context.Sessions
            .Where(s => s.Id == id && s.TokensVersion == version)
            .ExecuteUpdateAsync(set => set
                .SetProperty(s => s.Tokens, replaced.SealedTokens)
                .SetProperty(s => s.TokensVersion, replaced.TokensVersion)
                .SetProperty(s => s.RefreshLeaseUntil, DateTimeOffset.UnixEpoch)));
    }

    private async Task ReturnLeaseAsync(CurrentSession session)
    {
        var (id, version) = (session.Key.Id, session.TokensVersion);
        await database.UseAsync(context => context.Sessions
            .Where(s => s.Id == id && s.TokensVersion == version)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.RefreshLeaseUntil, DateTimeOffset.UnixEpoch)));
    }

    private async Task<string?> EndAsync(HttpContext context, CurrentSession session)
    {
        await sessions.EndAsync(session.Key, CancellationToken.None);
        context.Features.Set<CurrentSession>(null);
        LogEnded();
        return null;
    }

    [LoggerMessage(LogLevel.Information, "The issuer no longer accepts the refresh token: the session has ended.")]
    private partial void LogEnded();

    [LoggerMessage(LogLevel.Warning, "The access token could not be refreshed and is used until its end: {Reason}")]
    private partial void LogStillValid(string reason);
}
