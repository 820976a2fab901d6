using Auth.Mail;
using Microsoft.Extensions.Options;

namespace Auth.Accounts;

/// <summary>The administrator's account that exists from the first start on (section <c>Auth</c>).</summary>
public sealed class AdminOptions
{
    public const string Section = "Auth";

    /// <summary>Required with a password.</summary>
    public string AdminEmail { get; set; } = "";

    /// <summary>When it changes, the account gets the new password at the next start. Without one no account is created.</summary>
    public string? AdminPassword { get; set; }

    /// <summary>The password before the last change: accepted too, while replicas that still have it are replaced.</summary>
    public string? PreviousAdminPassword { get; set; }
}

internal sealed class AdminOptionsValidator : IValidateOptions<AdminOptions>
{
    public ValidateOptionsResult Validate(string? name, AdminOptions options)
    {
        if (options.AdminPassword is null or "")
        {
            return ValidateOptionsResult.Success;
        }

        List<string> failures = [];
        if (options.AdminEmail.Length == 0)
        {
            failures.Add("Auth:AdminEmail is missing. Set it to the administrator's e-mail address, or remove Auth:AdminPassword.");
        }
        else if (!EmailAddress.IsValid(EmailAddress.Normalize(options.AdminEmail)))
        {
            failures.Add($"Auth:AdminEmail is '{options.AdminEmail}', which is not an e-mail address like name@example.com.");
        }

        if (options.AdminPassword.Length is < PasswordRules.MinLength or > PasswordRules.MaxLength)
        {
            failures.Add($"Auth:AdminPassword must have {PasswordRules.MinLength} to {PasswordRules.MaxLength} characters; it has {options.AdminPassword.Length}.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
