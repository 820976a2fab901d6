using System.Text;
using Auth.Data;
using Auth.Mail;
using Auth.Throttling;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Auth.Accounts;

/// <summary>The fields of a registration, as they are called in JSON, in the form and in errors.</summary>
internal static class RegistrationFields
{
    public const string Email = "email";
    public const string Password = "password";
    public const string Name = "name";
}

/// <summary>What became of a registration.</summary>
/// <param name="Errors">What was wrong, by field; empty when it was accepted.</param>
/// <param name="RetryAfter">How long to wait, when there were too many.</param>
/// <param name="User">The account, when one was created. Nobody but its owner may learn whether that is so.</param>
internal sealed record RegistrationResult(IReadOnlyDictionary<string, string[]> Errors, TimeSpan? RetryAfter = null, User? User = null)
{
    private static readonly Dictionary<string, string[]> NoErrors = [];

    public static RegistrationResult Accepted(User? user) => new(NoErrors, User: user);

    public static RegistrationResult Slower(TimeSpan delay) => new(NoErrors, delay);
}

/// <summary>Creates a customer's account, for the page and for the API alike. Whether there is one with this address already is only told to its owner, by mail.</summary>
internal sealed partial class Registration(
    UserManager<User> users,
    PasswordRules rules,
    AuthDbContext context,
    AccountMails mails,
    Throttle throttle,
    IOptions<ThrottleOptions> limits,
    IOptions<AccountOptions> options,
    ILogger<Registration> logger)
{
    /// <param name="request">What was entered.</param>
    /// <param name="origin">Where it comes from.</param>
    /// <param name="returnUrl">Where to go on once the address is confirmed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<RegistrationResult> RegisterAsync(RegistrationRequest request, string origin, string? returnUrl, CancellationToken cancellationToken)
    {
        if (await throttle.EnterAsync([ThrottleSubject.For("registrations-of-origin", limits.Value.Registrations, origin)], cancellationToken) is { } delay)
        {
            return RegistrationResult.Slower(delay);
        }

        var email = EmailAddress.Normalize(request.Email);
        var name = request.Name?.Trim() is { Length: > 0 } given ? given : null;
        var errors = Check(email, request.Password ?? "", name);
        if (errors.Count > 0)
        {
            return new(errors);
        }

        // As much work, whether there is such an account or not.
        var user = new User { UserName = email, Email = email, DisplayName = name };
        user.PasswordHash = users.PasswordHasher.HashPassword(user, request.Password!);

        if (await users.FindByEmailAsync(email) is { } owner)
        {
            await TellAsync(owner, returnUrl, cancellationToken);
            return RegistrationResult.Accepted(null);
        }

        if (!await TryCreateAsync(user, cancellationToken))
        {
            return RegistrationResult.Accepted(null);
        }

        LogRegistered(user.Id);
        await mails.AskToConfirmAsync(user, returnUrl, cancellationToken);
        return RegistrationResult.Accepted(user);
    }

    /// <returns>Whether the account was created; otherwise somebody else took the address at this moment.</returns>
    private async Task<bool> TryCreateAsync(User user, CancellationToken cancellationToken)
    {
        // Saved together with the account: there is none without a role.
        context.UserRoles.Add(new IdentityUserRole<string> { UserId = user.Id, RoleId = Roles.Customer });
        try
        {
            var result = await users.CreateAsync(user);
            if (result.Errors.Any(error => error.Code is nameof(IdentityErrorDescriber.DuplicateUserName) or nameof(IdentityErrorDescriber.DuplicateEmail)))
            {
                return false;
            }

            return result.Succeeded ? true : throw new InvalidOperationException($"The account could not be created: {string.Join(' ', result.Errors.Select(error => error.Code))}");
        }
        catch (DbUpdateException)
        {
            // The unique index has decided.
            context.ChangeTracker.Clear();
            if (await context.Users.AnyAsync(other => other.NormalizedUserName == user.NormalizedUserName, cancellationToken))
            {
                return false;
            }

            throw;
        }
    }

    private Task TellAsync(User owner, string? returnUrl, CancellationToken cancellationToken) =>
        owner.EmailConfirmed || options.Value.RequireConfirmedEmail != true
            ? mails.TellOfRegistrationAsync(owner, cancellationToken)
            : mails.AskToConfirmAsync(owner, returnUrl, cancellationToken);

    private Dictionary<string, string[]> Check(string email, string password, string? name)
    {
        Dictionary<string, string[]> errors = [];
        if (email.Length == 0)
        {
            errors[RegistrationFields.Email] = ["Enter your e-mail address."];
        }
        else if (!EmailAddress.IsValid(email))
        {
            errors[RegistrationFields.Email] =
            [
                Ascii.IsValid(email)
                    ? "Enter an e-mail address like name@example.com."
                    : "Enter an e-mail address like name@example.com, with plain letters only; of a domain with others, the form that begins with xn--.",
            ];
        }

        if (password.Length == 0)
        {
            errors[RegistrationFields.Password] = ["Choose a password."];
        }
        else if (rules.Refusal(email, name, password) is { } refusal)
        {
            errors[RegistrationFields.Password] = [refusal];
        }

        if (name?.Length > User.MaxDisplayNameLength)
        {
            errors[RegistrationFields.Name] = [$"Use at most {User.MaxDisplayNameLength} characters."];
        }
        else if (name?.Any(char.IsControl) == true)
        {
            errors[RegistrationFields.Name] = ["Use no control characters."];
        }

        return errors;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {UserId} has been registered")]
    private partial void LogRegistered(string userId);
}
