using Auth.Accounts;
using Auth.Data;
using Auth.Mail;
using Auth.Throttling;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Auth.SignIn;

/// <summary>The answer to e-mail address and password. Why they were refused is not part of it: that would tell a stranger which accounts exist.</summary>
/// <param name="User">The account, when the credentials are right and it is not locked.</param>
/// <param name="RetryAfter">How long to wait, when there were too many failures.</param>
/// <param name="Unconfirmed">The account, when the credentials are right and its address still has to be confirmed; then there is no <paramref name="User"/>.</param>
internal sealed record CredentialResult(User? User, TimeSpan? RetryAfter = null, User? Unconfirmed = null);

/// <summary>
/// Compares e-mail address and password with the accounts, in the same time whether there is such an account or not. Guessers are slowed down, and
/// nobody is locked out by them: see <see cref="ThrottleOptions"/>.
/// </summary>
internal sealed partial class CredentialCheck(
    UserManager<User> users,
    PasswordVerification passwords,
    KnownDevices devices,
    Throttle throttle,
    IOptions<ThrottleOptions> limits,
    IOptions<AccountOptions> accounts,
    ILogger<CredentialCheck> logger)
{
    public async Task<CredentialResult> CheckAsync(HttpContext context, string? email, string? password, CancellationToken cancellationToken)
    {
        var account = EmailAddress.Normalize(email);
        password ??= "";
        var user = EmailAddress.CanBeLookedUp(account) ? await users.FindByEmailAsync(account) : null;

        var origin = Origin.Of(context);
        var subjects = Subjects(context, account, user, origin);
        if (await throttle.EnterAsync(subjects, cancellationToken) is { } delay)
        {
            LogSlowedDown(origin);
            return new(null, delay);
        }

        var isRight = await passwords.VerifyAsync(user, password, cancellationToken);
        if (!isRight || user is null || await users.IsLockedOutAsync(user))
        {
            LogRefused(origin);
            return new(null);
        }

        // Who knows the password is no guesser; the others at the same origin, or at the same account, may be.
        await throttle.ForgetAsync(subjects[0], cancellationToken);
        foreach (var subject in subjects.Skip(1))
        {
            await throttle.ForgiveAsync(subject, cancellationToken);
        }

        return accounts.Value.RequireConfirmedEmail == true && !user.EmailConfirmed ? new(null, Unconfirmed: user) : new(user);
    }

    private List<ThrottleSubject> Subjects(HttpContext context, string account, User? user, string origin)
    {
        if (user is not null && devices.Find(context, user.Id) is { } device)
        {
            return [ThrottleSubject.For("login-from-device", limits.Value.KnownDevice, account, device)];
        }

        return
        [
            ThrottleSubject.For("login-from-origin", limits.Value.AccountFromOrigin, account, origin),
            ThrottleSubject.For("logins-of-origin", limits.Value.Origin, origin),
            ThrottleSubject.For("logins-to-account", limits.Value.Account, account),
        ];
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A log-in from {Origin} was refused")]
    private partial void LogRefused(string origin);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Log-ins from {Origin} are slowed down after too many failures")]
    private partial void LogSlowedDown(string origin);
}
