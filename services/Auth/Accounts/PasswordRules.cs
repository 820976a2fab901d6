using Auth.Data;
using Microsoft.AspNetCore.Identity;

namespace Auth.Accounts;

/// <summary>
/// What a password must be. As NIST SP 800-63B §5.1.1.2 has it: length counts, and what everyone tries first is refused; nobody is made to
/// sprinkle digits and signs.
/// </summary>
public sealed class PasswordRules : IPasswordValidator<User>
{
    public const int MinLength = 8;

    /// <summary>Long enough for any passphrase; hashing a book would be a way to keep the service busy.</summary>
    public const int MaxLength = 128;

    private const int MinDistinctCharacters = 4;

    private static readonly HashSet<string> TriedFirst = new(StringComparer.OrdinalIgnoreCase)
    {
        "password", "password1", "password12", "password123", "12345678", "123456789", "1234567890", "0123456789", "987654321", "87654321",
        "qwertyui", "qwertyuiop", "qwerty123", "1q2w3e4r", "1q2w3e4r5t", "1qaz2wsx", "asdfghjk", "asdfghjkl", "zxcvbnm1", "abcdefgh", "abcd1234",
        "abc12345", "iloveyou", "iloveyou1", "sunshine", "princess", "football", "baseball", "superman", "trustno1", "starwars", "letmein1",
        "welcome1", "welcome123", "changeme", "changeit", "computer", "internet", "michelle", "jennifer", "whatever", "dragon123", "monkey123",
    };

    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password)
    {
        ArgumentNullException.ThrowIfNull(user);
        return Task.FromResult(Refusal(user.Email, password ?? "") is { } reason
            ? IdentityResult.Failed(new IdentityError { Code = nameof(PasswordRules), Description = reason })
            : IdentityResult.Success);
    }

    /// <returns>Why the password cannot be used, as a sentence for its owner; <see langword="null"/> when it can.</returns>
    public static string? Refusal(string? email, string password)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (password.Length < MinLength)
        {
            return $"Use at least {MinLength} characters.";
        }

        if (password.Length > MaxLength)
        {
            return $"Use at most {MaxLength} characters.";
        }

        if (TriedFirst.Contains(password) || password.Distinct().Count() < MinDistinctCharacters)
        {
            return "This password is among the first that someone would try. Choose another.";
        }

        var name = email?.Split('@')[0];
        return string.Equals(password, email, StringComparison.OrdinalIgnoreCase) || string.Equals(password, name, StringComparison.OrdinalIgnoreCase)
            ? "This password is your e-mail address. Choose another."
            : null;
    }
}
