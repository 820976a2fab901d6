using Microsoft.Extensions.Options;

namespace Auth.Mail;

/// <summary>The server that takes mails (section <c>Auth:Smtp</c>). Without a host no mail is sent.</summary>
public sealed class SmtpOptions
{
    public const string Section = "Auth:Smtp";

    public string? Host { get; set; }

    /// <summary>Default: 587, for submission (RFC 6409).</summary>
    public int Port { get; set; } = 587;

    /// <summary>Default: <see cref="SmtpSecurity.StartTls"/>.</summary>
    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;

    /// <summary>Without a name, nobody logs in.</summary>
    public string? Username { get; set; }

    public string? Password { get; set; }

    /// <summary>The sender's address. Required with a host.</summary>
    public string From { get; set; } = "";
}

/// <summary>How the connection to the mail server is kept from others.</summary>
public enum SmtpSecurity
{
    /// <summary>Begun in clear, encrypted before anything is said (RFC 3207); without it nothing is sent.</summary>
    StartTls,

    /// <summary>Encrypted from the beginning (RFC 8314 §3.3).</summary>
    Tls,

    /// <summary>In clear: for a server on the same machine, and for tests.</summary>
    None,
}

internal sealed class SmtpOptionsValidator : IValidateOptions<SmtpOptions>
{
    public ValidateOptionsResult Validate(string? name, SmtpOptions options)
    {
        if (string.IsNullOrEmpty(options.Host))
        {
            return ValidateOptionsResult.Success;
        }

        List<string> failures = [];
        if (!EmailAddress.IsValid(EmailAddress.Normalize(options.From)))
        {
            failures.Add($"Auth:Smtp:From is '{options.From}'. Set it to the address that mails come from, such as shop@example.com.");
        }

        if (options.Port is < 1 or > 65535)
        {
            failures.Add($"Auth:Smtp:Port is {options.Port}, which is no port. Leave it out for 587.");
        }

        if (!string.IsNullOrEmpty(options.Username) && string.IsNullOrEmpty(options.Password))
        {
            failures.Add("Auth:Smtp:Password is missing. Set it to the password of Auth:Smtp:Username, or remove the user name.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
