using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Auth.Throttling;

/// <summary>How often something may be tried, by all replicas together (section <c>Auth:Limits</c>).</summary>
public sealed class ThrottleOptions
{
    public const string Section = "Auth:Limits";

    /// <summary>Failed log-ins to one account from one origin that does not know it yet. Default: 10 at once, then one in 5 minutes.</summary>
    [ValidateObjectMembers]
    public ThrottleLimit AccountFromOrigin { get; set; } = new() { Burst = 10, Forgiveness = TimeSpan.FromMinutes(5) };

    /// <summary>
    /// Failed log-ins from one origin to any accounts, from browsers that do not know them yet; many people may share an origin. Default: 50 at once, then
    /// one in 20 seconds.
    /// </summary>
    [ValidateObjectMembers]
    public ThrottleLimit Origin { get; set; } = new() { Burst = 50, Forgiveness = TimeSpan.FromSeconds(20) };

    /// <summary>Failed log-ins to one account from all origins that do not know it yet, together. Default: 100 at once, then one in 1 minute.</summary>
    [ValidateObjectMembers]
    public ThrottleLimit Account { get; set; } = new() { Burst = 100, Forgiveness = TimeSpan.FromMinutes(1) };

    /// <summary>
    /// Failed log-ins to one account from a browser that has been logged in to it before: counted apart, so that nobody else's guesses keep its owner out.
    /// Default: 10 at once, then one in 1 minute.
    /// </summary>
    [ValidateObjectMembers]
    public ThrottleLimit KnownDevice { get; set; } = new() { Burst = 10, Forgiveness = TimeSpan.FromMinutes(1) };

    /// <summary>Registrations from one origin. Default: 60 at once, then one in 10 seconds.</summary>
    [ValidateObjectMembers]
    public ThrottleLimit Registrations { get; set; } = new() { Burst = 60, Forgiveness = TimeSpan.FromSeconds(10) };

    /// <summary>Mails to one address. Default: 5 at once, then one in 30 minutes.</summary>
    [ValidateObjectMembers]
    public ThrottleLimit Mails { get; set; } = new() { Burst = 5, Forgiveness = TimeSpan.FromMinutes(30) };

    /// <summary>Codes of devices that one account enters. Default: 10 at once, then one in 1 minute.</summary>
    [ValidateObjectMembers]
    public ThrottleLimit DeviceCodes { get; set; } = new() { Burst = 10, Forgiveness = TimeSpan.FromMinutes(1) };
}

/// <summary>So many attempts at once; of those, one is forgiven after each period.</summary>
public sealed class ThrottleLimit
{
    /// <summary>How many attempts may be made without waiting. After them the wait doubles from 1 second up to <see cref="Forgiveness"/>.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 1;

    /// <summary>After how long one attempt is forgotten; also the longest wait between two.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Forgiveness { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>What becomes of an entry by one more attempt.</summary>
    /// <param name="forgivenAt">When all attempts so far are forgiven, in milliseconds.</param>
    /// <param name="now">The time, in milliseconds.</param>
    internal (long ForgivenAt, long NotBefore) Count(long forgivenAt, long now)
    {
        var forgiveness = (long)Forgiveness.TotalMilliseconds;
        var next = Math.Max(forgivenAt, now) + forgiveness;
        var unforgiven = (next - now + forgiveness - 1) / forgiveness;
        var excess = unforgiven - Burst;
        return (next, excess < 0 ? 0 : now + Math.Min(forgiveness, 1000L << (int)Math.Min(excess, 30)));
    }
}

[OptionsValidator]
internal sealed partial class ThrottleOptionsValidator : IValidateOptions<ThrottleOptions>;
