using System.ComponentModel.DataAnnotations;

namespace Auth.Configuration;

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
