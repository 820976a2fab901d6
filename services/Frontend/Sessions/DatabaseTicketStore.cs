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
internal sealed class DatabaseTicketStore(FrontendDatabase database, IHttpContextAccessor accessor, TimeProvider time) : ITicketStore
{
    private const string TicketPurpose = "Ticket";

    public Task<string> StoreAsync(AuthenticationTicket ticket) => StoreAsync(ticket, CancellationToken.None);

    public async Task<string> StoreAsync(AuthenticationTicket ticket, CancellationToken cancellationToken)
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

    public Task RenewAsync(string key, AuthenticationTicket ticket) => RenewAsync(key, ticket, CancellationToken.None);

    /// <summary>
    /// Lengthens the session, without touching its tokens: another request may just have refreshed them. Only a new login in
    /// the same browser brings tokens along.
    /// </summary>
    public async Task RenewAsync(string key, AuthenticationTicket ticket, CancellationToken cancellationToken)
    {
        if (SessionKey.TryParse(key) is not { } sessionKey)
        {
            return;
        }

        var tokens = SessionTokens.TakeFrom(ticket.Properties)?.SealWith(sessionKey);
        var sealedTicket = Seal(sessionKey, ticket);
        var expiry = Expiry(ticket);
        await database.UseAsync(context => context.Sessions.Where(session => session.Id == sessionKey.Id).ExecuteUpdateAsync(
            set =>
            {
                set.SetProperty(session => session.Ticket, sealedTicket).SetProperty(session => session.ExpiresAt, expiry);
                if (tokens is not null)
                {
                    set.SetProperty(session => session.Tokens, tokens).SetProperty(session => session.TokensVersion, session => session.TokensVersion + 1);
                }
            },
            cancellationToken));
    }

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => RetrieveAsync(key, CancellationToken.None);

    public async Task<AuthenticationTicket?> RetrieveAsync(string key, CancellationToken cancellationToken)
    {
        if (SessionKey.TryParse(key) is not { } sessionKey)
        {
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
            accessor.HttpContext?.Features.Set(new CurrentSession(sessionKey, session.Tokens, session.TokensVersion));
            return ticket;
        }
        catch (CryptographicException)
        {
            // Not sealed with this key: nobody's session.
            return null;
        }
    }

    public Task RemoveAsync(string key) => RemoveAsync(key, CancellationToken.None);

    public async Task RemoveAsync(string key, CancellationToken cancellationToken)
    {
        if (SessionKey.TryParse(key) is { } sessionKey)
        {
            await database.UseAsync(context => context.Sessions.Where(session => session.Id == sessionKey.Id).ExecuteDeleteAsync(cancellationToken));
        }
    }

    private static byte[] Seal(SessionKey key, AuthenticationTicket ticket) => key.Seal(TicketSerializer.Default.Serialize(ticket), TicketPurpose);

    private static DateTimeOffset Expiry(AuthenticationTicket ticket) =>
        ticket.Properties.ExpiresUtc ?? throw new InvalidOperationException("A session without an end can't be stored.");
}
