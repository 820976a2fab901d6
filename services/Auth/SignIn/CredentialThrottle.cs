using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Auth.SignIn;

/// <summary>
/// Slows down guessing: so many failures for one e-mail address and from one client address in a period. An address without an account is counted
/// like any other, so that the answer does not tell which exist.
/// </summary>
internal sealed class CredentialThrottle : IDisposable
{
    private readonly PartitionedRateLimiter<string> _accounts;
    private readonly PartitionedRateLimiter<string> _clients;
    private readonly PartitionedRateLimiter<string> _registrations;
    private readonly TimeSpan _window;

    public CredentialThrottle(IOptions<CredentialLimitOptions> options)
    {
        var limits = options.Value;
        _window = limits.Window;
        _accounts = Limiter(limits.FailuresPerAccount);
        _clients = Limiter(limits.FailuresPerClient);
        _registrations = Limiter(limits.RegistrationsPerClient);
    }

    /// <returns>How long to wait before the next attempt; <see langword="null"/> when it may be made now.</returns>
    public TimeSpan? DelayBeforeLogin(string account, string client) => Delay(_accounts, account, permits: 0) ?? Delay(_clients, client, permits: 0);

    public void LoginFailed(string account, string client)
    {
        _accounts.AttemptAcquire(account).Dispose();
        _clients.AttemptAcquire(client).Dispose();
    }

    /// <summary>Counts a registration.</summary>
    /// <returns>How long to wait before it; <see langword="null"/> when it may be made now.</returns>
    public TimeSpan? DelayBeforeRegistration(string client) => Delay(_registrations, client, permits: 1);

    public void Dispose()
    {
        _accounts.Dispose();
        _clients.Dispose();
        _registrations.Dispose();
    }

    private TimeSpan? Delay(PartitionedRateLimiter<string> limiter, string key, int permits)
    {
        using var lease = limiter.AttemptAcquire(key, permits);
        if (lease.IsAcquired)
        {
            return null;
        }

        return lease.TryGetMetadata(MetadataName.RetryAfter, out var delay) && delay > TimeSpan.Zero ? delay : _window;
    }

    private PartitionedRateLimiter<string> Limiter(int permits) => PartitionedRateLimiter.Create<string, string>(
        key => RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = _window, QueueLimit = 0 }),
        StringComparer.Ordinal);
}
