using System.Buffers.Binary;
using System.Security.Cryptography;
using Auth.Accounts;
using Auth.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Auth.SignIn;

/// <summary>Compares e-mail address and password with the accounts, in the same time whether there is such an account or not.</summary>
internal sealed partial class CredentialCheck(
    UserManager<User> users,
    SignInManager<User> signIn,
    IPasswordHasher<User> hasher,
    IOptions<PasswordHasherOptions> hashing,
    CredentialThrottle throttle,
    ILogger<CredentialCheck> logger)
{
    public async Task<CredentialResult> CheckAsync(string? email, string? password, string client)
    {
        email = email?.Trim() ?? "";
        password ??= "";
        var account = users.NormalizeEmail(email);

        if (throttle.DelayBeforeLogin(account, client) is { } delay)
        {
            LogThrottled(client);
            return new(null, delay);
        }

        // Nobody's password is longer, and hashing takes its time from the length.
        var user = password.Length <= PasswordRules.MaxLength && email.Length > 0 ? await users.FindByEmailAsync(email) : null;
        if (user is not null && !await users.IsLockedOutAsync(user))
        {
            var result = await signIn.CheckPasswordSignInAsync(user, password, lockoutOnFailure: true);
            if (result.Succeeded)
            {
                return new(user, null);
            }

            if (result.IsLockedOut)
            {
                LogLockedOut(user.Id);
            }
        }
        else
        {
            hasher.VerifyHashedPassword(new User(), UnmatchableHash(), password[..Math.Min(password.Length, PasswordRules.MaxLength)]);
        }

        throttle.LoginFailed(account, client);
        LogRefused(client);
        return new(null, null);
    }

    /// <summary>A hash in Identity's format (version 3: HMAC-SHA512, 16 bytes of salt) that costs what a real one costs and that no password has.</summary>
    private string UnmatchableHash()
    {
        const int SaltLength = 16;
        const int HmacSha512 = 2;
        Span<byte> hash = stackalloc byte[1 + (3 * sizeof(uint)) + SaltLength + 32];
        RandomNumberGenerator.Fill(hash);
        hash[0] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(hash[1..], HmacSha512);
        BinaryPrimitives.WriteUInt32BigEndian(hash[5..], (uint)hashing.Value.IterationCount);
        BinaryPrimitives.WriteUInt32BigEndian(hash[9..], SaltLength);
        return Convert.ToBase64String(hash);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A log-in from {Client} was refused")]
    private partial void LogRefused(string client);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Account {UserId} is locked after too many failed log-ins")]
    private partial void LogLockedOut(string userId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Log-ins from {Client} are slowed down after too many failures")]
    private partial void LogThrottled(string client);
}
