namespace Auth.Clients;

/// <summary>The public client <c>cli</c> of scripts and terminals (section <c>Auth:CommandLine</c>).</summary>
public sealed class CommandLineOptions
{
    public const string Section = "Auth:CommandLine";

    /// <summary>
    /// Whether it may hand over people's passwords (RFC 6749 §4.3), which OAuth has given up for good reasons (RFC 9700 §2.4). Without it, a person confirms
    /// a code in a browser (RFC 8628). Default: only in Development.
    /// </summary>
    public bool? PasswordGrant { get; set; }
}
