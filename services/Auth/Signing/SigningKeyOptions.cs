using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Auth.Signing;

/// <summary>Where the keys come from that sign tokens (section <c>Auth</c>). One of the two sources is required; both may be given.</summary>
public sealed class SigningKeyOptions
{
    public const string Section = "Auth";

    /// <summary>One or several P-256 private keys in PEM form, the one that signs first; the others only verify.</summary>
    public string? SigningKey { get; set; }

    /// <summary>
    /// A directory with <c>*.pem</c> files, watched while the service runs. The file whose name sorts last (<c>2026-11-23.pem</c>) is the newest.
    /// These keys come before those of <see cref="SigningKey"/>.
    /// </summary>
    public string? SigningKeysDirectory { get; set; }

    /// <summary>How often the directory is read, besides when the system reports a change. Default: 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan SigningKeysPollInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a new key of the directory is only published before it signs, so that every replica and every resource server knows it by then.
    /// Default: 2 minutes (Kubernetes brings a changed Secret to all nodes within about one).
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan SigningKeyActivationDelay { get; set; } = TimeSpan.FromMinutes(2);
}

internal sealed class SigningKeyOptionsValidator : IValidateOptions<SigningKeyOptions>
{
    public ValidateOptionsResult Validate(string? name, SigningKeyOptions options)
    {
        var hasText = !string.IsNullOrWhiteSpace(options.SigningKey);
        if (!hasText && string.IsNullOrWhiteSpace(options.SigningKeysDirectory))
        {
            return ValidateOptionsResult.Fail(
                "No signing key: set Auth:SigningKey to a P-256 private key in PEM form (openssl ecparam -name prime256v1 -genkey -noout) or Auth:SigningKeysDirectory to a directory with *.pem files.");
        }

        if (hasText)
        {
            try
            {
                _ = SigningKey.ReadAll(options.SigningKey!, "Auth:SigningKey");
            }
            catch (SigningKeyException exception)
            {
                return ValidateOptionsResult.Fail(exception.Message);
            }
        }

        return ValidateOptionsResult.Success;
    }
}
