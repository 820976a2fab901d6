using System.ComponentModel.DataAnnotations;

namespace Frontend.Sessions;

/// <summary>How long sessions last; configuration section <c>Auth</c>, beside <see cref="InternalIssuerOptions"/>.</summary>
internal sealed class SessionLifetimeOptions
{
    public const string SectionName = InternalIssuerOptions.SectionName;

    /// <summary>How long a session lasts without being used (<c>Auth__SessionLifetime</c>). Default: 12 hours. From 10 minutes to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "30.00:00:00", ErrorMessage = "Auth:SessionLifetime must lie between 00:10:00 and 30.00:00:00.")]
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>
    /// How long a session that its owner has ended at the issuer, by logging out everywhere for example, may go on here
    /// (<c>Auth__CheckInterval</c>). Default: 1 minute. From 1 second to 1 hour.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "Auth:CheckInterval must lie between 00:00:01 and 01:00:00.")]
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromMinutes(1);
}
