using System.ComponentModel.DataAnnotations;

namespace Auth.Protocol;

/// <summary>How long tokens live (section <c>Auth:Tokens</c>).</summary>
public sealed class TokenOptions
{
    public const string Section = "Auth:Tokens";

    /// <summary>Default: 10 minutes. Resource servers accept an access token until then, even when it has been revoked.</summary>
    [Range(typeof(TimeSpan), "00:00:30", "1.00:00:00")]
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Default: 14 days, counted anew with each refresh.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "365.00:00:00")]
    public TimeSpan RefreshTokenLifetime { get; set; } = TimeSpan.FromDays(14);

    /// <summary>
    /// How long a refresh token that has been exchanged still works, because two replicas of a client may refresh at the same moment. Used later, it is
    /// taken for stolen and ends the whole chain of tokens (RFC 9700 §4.14.2). Default: 30 seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan RefreshTokenReuseLeeway { get; set; } = TimeSpan.FromSeconds(30);
}
