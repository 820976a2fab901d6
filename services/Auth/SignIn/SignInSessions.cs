using System.Globalization;
using Auth.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Auth.SignIn;

/// <summary>A person who is logged in with a browser.</summary>
/// <param name="User">The account.</param>
/// <param name="Id">The identifier of the OpenIddict authorization that every code and token of this session belongs to.</param>
/// <param name="SignedInAt">When the password was entered, to the millisecond.</param>
internal sealed record SignInSession(User User, string Id, DateTimeOffset SignedInAt);

/// <summary>
/// The sessions of browsers, kept in the database: a cookie only names one, so that it is worth nothing after its session has ended, and with a
/// session end all codes and tokens that came of it.
/// </summary>
internal sealed class SignInSessions(
    UserManager<User> users,
    SignInManager<User> signIn,
    IOpenIddictAuthorizationManager authorizations,
    IOpenIddictTokenManager tokens,
    KnownDevices devices,
    IOptions<SignInOptions> options,
    TimeProvider time)
{
    private const string SessionItem = "session";
    private const string SignedInAtItem = "signed_in_at";

    /// <returns>The session that the request's cookie names; <see langword="null"/> when there is none or it has ended.</returns>
    public async Task<SignInSession?> FindAsync(HttpContext context)
    {
        var ticket = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        return ticket is { Succeeded: true, Properties: { } properties } && await users.GetUserAsync(ticket.Principal) is { } user && Read(properties) is var (id, signedInAt)
            ? new(user, id, signedInAt)
            : null;
    }

    /// <summary>Begins a session of its own, after the browser's one before has ended.</summary>
    public async Task StartAsync(HttpContext context, User user, bool isPersistent, CancellationToken cancellationToken)
    {
        await EndAsync(context, cancellationToken);

        var now = time.GetUtcNow();
        var authorization = await authorizations.CreateAsync(
            new OpenIddictAuthorizationDescriptor { CreationDate = now, Status = Statuses.Valid, Subject = user.Id, Type = AuthorizationTypes.Permanent }, cancellationToken);
        var properties = new AuthenticationProperties { IsPersistent = isPersistent };
        properties.Items[SessionItem] = await authorizations.GetIdAsync(authorization, cancellationToken);
        properties.Items[SignedInAtItem] = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

        await signIn.SignInAsync(user, properties);
        devices.Remember(context, user.Id);
    }

    /// <summary>Ends the session that the request's cookie names, if any.</summary>
    public async Task EndAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var ticket = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        if (!ticket.Succeeded)
        {
            return;
        }

        if (Read(ticket.Properties) is var (id, _))
        {
            await EndAsync(id, cancellationToken);
        }

        await context.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    /// <summary>Ends a session with all codes and tokens that came of it.</summary>
    public async Task EndAsync(string id, CancellationToken cancellationToken)
    {
        if (await authorizations.FindByIdAsync(id, cancellationToken) is { } authorization)
        {
            await authorizations.TryRevokeAsync(authorization, cancellationToken);
            await tokens.RevokeByAuthorizationIdAsync(id, cancellationToken);
        }
    }

    /// <summary>Ends everything that an account has open anywhere: sessions, codes and tokens, of command lines too.</summary>
    public async Task EndAllAsync(User user, CancellationToken cancellationToken)
    {
        var result = await users.UpdateSecurityStampAsync(user);
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"The sessions of account {user.Id} could not be ended: {string.Join(' ', result.Errors.Select(error => error.Code))}");
        }

        await authorizations.RevokeBySubjectAsync(user.Id, cancellationToken);
        await tokens.RevokeBySubjectAsync(user.Id, cancellationToken);
    }

    /// <summary>Looks at each request whether the session that its cookie names still is.</summary>
    public async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (Read(context.Properties) is not var (id, _) || !await IsOpenAsync(id) || await signIn.ValidateSecurityStampAsync(context.Principal) is null)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        }
    }

    private async Task<bool> IsOpenAsync(string id) =>
        await authorizations.FindByIdAsync(id) is { } authorization
        && await authorizations.HasStatusAsync(authorization, Statuses.Valid)
        && await authorizations.GetCreationDateAsync(authorization) > time.GetUtcNow() - options.Value.Lifetime;

    private static (string Id, DateTimeOffset SignedInAt)? Read(AuthenticationProperties properties) =>
        properties.Items.TryGetValue(SessionItem, out var id) && id is not null
        && properties.Items.TryGetValue(SignedInAtItem, out var signedInAt) && long.TryParse(signedInAt, CultureInfo.InvariantCulture, out var milliseconds)
            ? (id, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds))
            : null;
}
