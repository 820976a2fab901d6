using Auth.Accounts;
using Microsoft.Extensions.Options;

namespace Auth.Configuration;

internal sealed class AdminOptionsValidator : IValidateOptions<AdminOptions>
{
    public ValidateOptionsResult Validate(string? name, AdminOptions options)
    {
        if (options.AdminPassword is null or "")
        {
            return ValidateOptionsResult.Success;
        }

        List<string> failures = [];
        if (!EmailAddress.IsValid(options.AdminEmail))
        {
            failures.Add($"Auth:AdminEmail is '{options.AdminEmail}', which is not an e-mail address.");
        }

        if (options.AdminPassword.Length is < PasswordRules.MinLength or > PasswordRules.MaxLength)
        {
            failures.Add($"Auth:AdminPassword must have {PasswordRules.MinLength} to {PasswordRules.MaxLength} characters; it has {options.AdminPassword.Length}.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
