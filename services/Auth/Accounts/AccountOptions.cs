using System.ComponentModel.DataAnnotations;
using Auth.Mail;
using Microsoft.Extensions.Options;

namespace Auth.Accounts;

/// <summary>How accounts come about (section <c>Auth:Accounts</c>).</summary>
public sealed class AccountOptions
{
    public const string Section = "Auth:Accounts";

    /// <summary>
    /// Whether an account can only be used once its owner has opened the link that was mailed to its address. Default: when a mail server is configured.
    /// Without, an account works at once, and so whoever tries to register a taken address can find out that it is.
    /// </summary>
    public bool? RequireConfirmedEmail { get; set; }

    /// <summary>How long the links in mails work. Default: 3 hours.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "7.00:00:00")]
    public TimeSpan LinkLifetime { get; set; } = TimeSpan.FromHours(3);

    /// <summary>How often passwords are hashed (PBKDF2 with HMAC-SHA-512). Default and least: 210,000, as OWASP's Password Storage Cheat Sheet has it.</summary>
    [Range(210_000, 100_000_000)]
    public int HashIterations { get; set; } = 210_000;
}

internal sealed class AccountOptionsValidator(IOptions<SmtpOptions> smtp) : IValidateOptions<AccountOptions>
{
    public ValidateOptionsResult Validate(string? name, AccountOptions options) =>
        options.RequireConfirmedEmail == true && string.IsNullOrEmpty(smtp.Value.Host)
            ? ValidateOptionsResult.Fail("Auth:Accounts:RequireConfirmedEmail is true, but there is no mail server to send links with. Set Auth:Smtp:Host and Auth:Smtp:From, or remove it.")
            : ValidateOptionsResult.Success;
}
