using Auth.Data;
using Auth.Throttling;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Auth.Accounts;

/// <summary>Creates a customer's account, for the page and for the API alike.</summary>
internal sealed partial class Registration(
    UserManager<User> users, PasswordRules rules, AuthDbContext context, Throttle throttle, IOptions<ThrottleOptions> limits, ILogger<Registration> logger)
{
    /// <param name="request">What was entered.</param>
    /// <param name="origin">Where it comes from.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<RegistrationResult> RegisterAsync(RegistrationRequest request, string origin, CancellationToken cancellationToken)
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
            return RegistrationResult.Invalid(errors);
        }

        if (await users.FindByEmailAsync(email) is not null)
        {
            return RegistrationResult.Taken();
        }

        var user = new User { UserName = email, Email = email, DisplayName = name, LockoutEnabled = true };

        // Saved together with the account: there is none without a role.
        context.UserRoles.Add(new IdentityUserRole<string> { UserId = user.Id, RoleId = Roles.Customer });
        try
        {
            var result = await users.CreateAsync(user, request.Password!);
            if (result.Errors.Any(error => error.Code is nameof(IdentityErrorDescriber.DuplicateUserName) or nameof(IdentityErrorDescriber.DuplicateEmail)))
            {
                return RegistrationResult.Taken();
            }

            if (!result.Succeeded)
            {
                return RegistrationResult.Invalid(new Dictionary<string, string[]> { [RegistrationFields.Email] = [.. result.Errors.Select(error => error.Description)] });
            }
        }
        catch (DbUpdateException)
        {
            // Someone else took the address between the question and the answer: the unique index has decided.
            context.ChangeTracker.Clear();
            if (await context.Users.AnyAsync(other => other.NormalizedUserName == user.NormalizedUserName, cancellationToken))
            {
                return RegistrationResult.Taken();
            }

            throw;
        }

        LogRegistered(user.Id);
        return RegistrationResult.Registered(user);
    }

    private Dictionary<string, string[]> Check(string email, string password, string? name)
    {
        Dictionary<string, string[]> errors = [];
        if (!EmailAddress.IsValid(email))
        {
            errors[RegistrationFields.Email] = [email.Length == 0 ? "Enter your e-mail address." : "Enter an e-mail address like name@example.com."];
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
