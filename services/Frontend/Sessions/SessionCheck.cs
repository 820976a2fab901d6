using Frontend.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Frontend.Sessions;

/// <summary>
/// Asks the issuer from time to time whether it still stands by a login: its owner may have logged out everywhere or changed the
/// password, or the account may be gone. Of all replicas and requests, one asks at a time.
/// </summary>
internal sealed partial class SessionCheck(
    FrontendDatabase database,
    DatabaseTicketStore sessions,
    TokenEndpoint endpoint,
    IOptions<SessionLifetimeOptions> options,
    TimeProvider time,
    ILogger<SessionCheck> logger)
{
    /// <returns>False when the session has ended.</returns>
    public async Task<bool> IsGoodAsync(CurrentSession session, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() - session.CheckedAt < options.Value.CheckInterval || !await TryTakeTurnAsync(session, cancellationToken))
        {
            return true;
        }

        var token = SessionTokens.Open(session.Key, session.SealedTokens).RefreshToken;
        try
        {
            if (token is null || await endpoint.IsActiveAsync(token, cancellationToken))
            {
                return true;
            }
        }
        catch (IssuerUnavailableException)
        {
            // Nothing is known, so nothing ends.
            return true;
        }

        // Another request may have exchanged the token in the meantime: then it is its successor that counts.
        if (await sessions.FindAsync(session.Key, cancellationToken) is { } current && current.TokensVersion != session.TokensVersion)
        {
            return true;
        }

        await sessions.EndAsync(session.Key, cancellationToken);
        LogEnded();
        return false;
    }

    private async Task<bool> TryTakeTurnAsync(CurrentSession session, CancellationToken cancellationToken)
    {
        var (id, before, now) = (session.Key.Id, session.CheckedAt, time.GetUtcNow());
        return await database.UseAsync(context => context.Sessions
            .Where(s => s.Id == id && s.CheckedAt == before)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.CheckedAt, now), cancellationToken)) == 1;
    }

    [LoggerMessage(LogLevel.Information, "The issuer no longer stands by a login: the session has ended.")]
    private partial void LogEnded();
}
