using Auth.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Auth.Accounts;

/// <summary>Creates a customer's account, for the page and for the API alike.</summary>
internal sealed partial class Registration(UserManager<User> users, AuthDbContext context, ILogger<Registration> logger)
{
    private const int MaxNameLength = 100;

    public async Task<RegistrationResult> RegisterAsync(RegistrationRequest request, CancellationToken cancellationToken)
    {
        var email = request.Email?.Trim() ?? "";
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

    private static Dictionary<string, string[]> Check(string email, string password, string? name)
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
        else if (PasswordRules.Refusal(email, password) is { } refusal)
        {
            errors[RegistrationFields.Password] = [refusal];
        }

        if (name?.Length > MaxNameLength)
        {
            errors[RegistrationFields.Name] = [$"Use at most {MaxNameLength} characters."];
        }

        return errors;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {UserId} has been registered")]
    private partial void LogRegistered(string userId);
}
