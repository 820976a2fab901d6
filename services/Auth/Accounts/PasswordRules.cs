using Auth.Data;
using Microsoft.AspNetCore.Identity;

namespace Auth.Accounts;

/// <summary>
/// What a password must be. As NIST SP 800-63B §5.1.1.2 has it: length counts, and what is tried first is refused; nobody is made to sprinkle digits
/// and signs.
/// </summary>
internal sealed class PasswordRules(CommonPasswords common) : IPasswordValidator<User>
{
    public const int MinLength = 8;

    /// <summary>Long enough for any passphrase; hashing a book would be a way to keep the service busy.</summary>
    public const int MaxLength = 128;

    private const int MinDistinctCharacters = 4;

    // "Ann" is part of too many other words.
    private const int MinWordLength = 4;

    private const string TriedFirst = "This password is among the first that someone would try. Choose another.";

    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password) =>
        Task.FromResult(Refusal(user.Email, user.DisplayName, password ?? "") is { } reason
            ? IdentityResult.Failed(new IdentityError { Code = nameof(PasswordRules), Description = reason })
            : IdentityResult.Success);

    /// <returns>Why the password cannot be used, as a sentence for its owner; <see langword="null"/> when it can.</returns>
    public string? Refusal(string? email, string? name, string password)
    {
        if (password.Length < MinLength)
        {
            return $"Use at least {MinLength} characters.";
        }

        if (password.Length > MaxLength)
        {
            return $"Use at most {MaxLength} characters.";
        }

        if (password.Any(char.IsControl))
        {
            return "Use no control characters.";
        }

        if (common.Contains(password) || password.All(char.IsAsciiDigit) || password.Distinct().Count() < MinDistinctCharacters || IsRepetition(password))
        {
            return TriedFirst;
        }

        return IsMadeOf(OwnWords(email, name), password)
            ? "This password is little more than your name or e-mail address. Choose another."
            : null;
    }

    /// <summary>Whether something too short to be a password is only written several times.</summary>
    private static bool IsRepetition(string password) =>
        Enumerable.Range(1, MinLength - 1).Any(period => period <= password.Length / 2 && Enumerable.Range(period, password.Length - period).All(index => password[index] == password[index - period]));

    private static IEnumerable<string> OwnWords(string? email, string? name) =>
        $"{email} {name}".ToLowerInvariant().Split([' ', '@', '.', '+', '-', '_'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.Length >= MinWordLength)
            .OrderByDescending(word => word.Length);

    /// <summary>Whether without the account's own words, which anyone can know, too little is left.</summary>
    private static bool IsMadeOf(IEnumerable<string> ownWords, string password)
    {
        var lower = password.ToLowerInvariant();
        foreach (var spelling in new[] { lower, CommonPasswords.Plain(lower) })
        {
            var rest = ownWords.Aggregate(spelling, (text, word) => text.Replace(word, "", StringComparison.Ordinal));
            if (rest.Length < spelling.Length && rest.Count(char.IsLetterOrDigit) < MinLength)
            {
                return true;
            }
        }

        return false;
    }
}
