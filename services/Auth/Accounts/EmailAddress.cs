using System.Net.Mail;

namespace Auth.Accounts;

/// <summary>Tells whether a text can be an account's e-mail address.</summary>
public static class EmailAddress
{
    // RFC 5321 §4.5.3.1.3 allows a path of 256 octets, of which two are the angle brackets.
    private const int MaxLength = 254;

    public static bool IsValid(string? text) =>
        text is { Length: > 0 and <= MaxLength }
        && !text.Any(character => char.IsWhiteSpace(character) || char.IsControl(character))
        && MailAddress.TryCreate(text, out var address)
        && address.Address == text;
}
