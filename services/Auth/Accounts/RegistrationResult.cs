using Auth.Data;

namespace Auth.Accounts;

/// <summary>Either the new account or what was wrong, by field, or how long to wait.</summary>
internal sealed record RegistrationResult(User? User, IReadOnlyDictionary<string, string[]> Errors, bool IsTaken, TimeSpan? RetryAfter = null)
{
    public static RegistrationResult Registered(User user) => new(user, new Dictionary<string, string[]>(), IsTaken: false);

    public static RegistrationResult Invalid(IReadOnlyDictionary<string, string[]> errors) => new(null, errors, IsTaken: false);

    public static RegistrationResult Slower(TimeSpan delay) => new(null, new Dictionary<string, string[]>(), IsTaken: false, delay);

    public static RegistrationResult Taken() => new(
        null, new Dictionary<string, string[]> { [RegistrationFields.Email] = ["There is an account with this e-mail address already."] }, IsTaken: true);
}
