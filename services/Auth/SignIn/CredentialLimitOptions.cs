using System.ComponentModel.DataAnnotations;

namespace Auth.SignIn;

/// <summary>How often credentials may be tried at one replica (section <c>Auth:Limits</c>). Successful log-ins do not count.</summary>
public sealed class CredentialLimitOptions
{
    public const string Section = "Auth:Limits";

    /// <summary>The period that the limits below are counted over. Default: 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Failed log-ins for one e-mail address, whether it has an account or not. Default: 10.</summary>
    [Range(1, 10_000)]
    public int FailuresPerAccount { get; set; } = 10;

    /// <summary>Failed log-ins from one client address. Default: 50, as many people may share an address.</summary>
    [Range(1, 100_000)]
    public int FailuresPerClient { get; set; } = 50;

    /// <summary>Registrations from one client address. Default: 60.</summary>
    [Range(1, 100_000)]
    public int RegistrationsPerClient { get; set; } = 60;

    /// <summary>Failed log-ins in a row, at all replicas together, that lock an account. Default: 5.</summary>
    [Range(1, 1_000)]
    public int LockoutThreshold { get; set; } = 5;

    /// <summary>How long an account stays locked. Default: 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan LockoutDuration { get; set; } = TimeSpan.FromMinutes(5);
}
