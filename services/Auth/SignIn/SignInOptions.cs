using System.ComponentModel.DataAnnotations;

namespace Auth.SignIn;

/// <summary>How long browsers stay logged in to this service (section <c>Auth:SignIn</c>).</summary>
public sealed class SignInOptions
{
    public const string Section = "Auth:SignIn";

    /// <summary>A session that nobody uses ends after this time. Default: 12 hours.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromHours(12);

    /// <summary>A session ends after this time, however busy it is. Default: 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long after a log-in a browser counts as known to the account. Default: 180 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan KnownDeviceLifetime { get; set; } = TimeSpan.FromDays(180);
}
