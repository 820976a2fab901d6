using System.Security.Cryptography;
using Frontend.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;

namespace Frontend.Sessions;

/// <summary>
/// Keeps sessions in the database, so that any replica answers any request and the cookie stays small. The cookie carries
/// the session's key only.
/// </summary>
internal sealed class DatabaseTicketStore(FrontendDatabase database, TimeProvider time) : ITicketStore
{
    private const string TicketPurpose = "Ticket";

    /// <summary>
    /// Has the sign-in that this request is about to make begin a session with a key of its own. The session that the browser
    /// has brought ends: whoever planted its cookie there must not share what comes now.
    /// </summary>
    public static void BeginNewSession(HttpContext context) => context.Features.Set(new NewSession());

    public async Task<string> StoreAsync(AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken)
    {
        var key = SessionKey.Create();
        var tokens = SessionTokens.TakeFrom(ticket.Properties) ?? throw new InvalidOperationException("The issuer sent no access token.");

        var session = new Session { Id = key.Id, Ticket = Seal(key, ticket), Tokens = tokens.SealWith(key), ExpiresAt = Expiry(ticket) };
        await database.UseAsync(context =>
        {
            context.Sessions.Add(session);
            return context.SaveChangesAsync(cancellationToken);
        });
        return key.Text;
    }

    /// <summary>Lengthens the session, without touching its tokens: another request may just have refreshed them.</summary>
    /// <exception cref="InvalidOperationException">The ticket is that of a new login, which must not go on under a key that was there before it.</exception>
    public async Task RenewAsync(string key, AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken)
    {
        if (SessionTokens.TakeFrom(ticket.Properties) is not null)
        {
            throw new InvalidOperationException($"A login must begin a new session; call {nameof(BeginNewSession)} before it.");
        }

        if (SessionKey.TryParse(key) is not { } sessionKey)
        {
            return;
        }

        var sealedTicket = Seal(sessionKey, ticket);
        var expiry = Expiry(ticket);
        await database.UseAsync(context => context.Sessions.Where(session => session.Id == sessionKey.Id).ExecuteUpdateAsync(
            set => set.SetProperty(session => session.Ticket, sealedTicket).SetProperty(session => session.ExpiresAt, expiry),
            cancellationToken));
    }

    public async Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        if (SessionKey.TryParse(key) is not { } sessionKey)
        {
            return null;
        }

        if (httpContext.Features.Get<NewSession>() is not null)
        {
            await RemoveAsync(key, cancellationToken);
            return null;
        }

        var now = time.GetUtcNow();
        var session = await database.UseAsync(context =>
            context.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == sessionKey.Id && s.ExpiresAt > now, cancellationToken));
        if (session is null)
        {
            return null;
        }

        try
        {
            var ticket = TicketSerializer.Default.Deserialize(sessionKey.Open(session.Ticket, TicketPurpose));
            httpContext.Features.Set(new CurrentSession(sessionKey, session.Tokens, session.TokensVersion));
            return ticket;
        }
        catch (CryptographicException)
        {
            // Not sealed with this key: nobody's session.
            return null;
        }
    }

    /// <summary>Whether the session has not ended since the request began, here or at another replica.</summary>
    public Task<bool> IsOpenAsync(CurrentSession session, CancellationToken cancellationToken)
    {
        var (id, now) = (session.Key.Id, time.GetUtcNow());
        return database.UseAsync(context => context.Sessions.AnyAsync(s => s.Id == id && s.ExpiresAt > now, cancellationToken));
    }

    public async Task RemoveAsync(string key, CancellationToken cancellationToken)
    {
        if (SessionKey.TryParse(key) is { } sessionKey)
        {
            await database.UseAsync(context => context.Sessions.Where(session => session.Id == sessionKey.Id).ExecuteDeleteAsync(cancellationToken));
        }
    }

    public Task RemoveAsync(string key) => RemoveAsync(key, CancellationToken.None);

    // The handler calls the methods with a request; without one there is no session to begin or to go on with.
    public Task<string> StoreAsync(AuthenticationTicket ticket) => throw new NotSupportedException();

    public Task RenewAsync(string key, AuthenticationTicket ticket) => throw new NotSupportedException();

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => throw new NotSupportedException();

    private static byte[] Seal(SessionKey key, AuthenticationTicket ticket) => key.Seal(TicketSerializer.Default.Serialize(ticket), TicketPurpose);

    private static DateTimeOffset Expiry(AuthenticationTicket ticket) =>
        ticket.Properties.ExpiresUtc ?? throw new InvalidOperationException("A session without an end can't be stored.");

    private sealed record NewSession;
}

/// <summary>The session that the request's cookie has opened; a feature of the request.</summary>
internal sealed record CurrentSession(SessionKey Key, byte[] SealedTokens, int TokensVersion);
