using System.Buffers.Binary;
using System.Security.Cryptography;
using Auth.Accounts;
using Auth.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Auth.SignIn;

/// <summary>Compares a password with an account's hash; costs the same whether there is an account or not, and however old its hash is.</summary>
internal sealed partial class PasswordVerification(
    IPasswordHasher<User> hasher, IOptions<PasswordHasherOptions> hashing, ConfiguredAdministrator administrator, AuthDbContext context, ILogger<PasswordVerification> logger)
{
    // Identity's format, version 3: marker, pseudo-random function, iterations, length of the salt, salt, key.
    private const byte Version = 1;
    private const int IterationsOffset = 1 + sizeof(uint);
    private const int SaltLengthOffset = IterationsOffset + sizeof(uint);
    private const int SaltOffset = SaltLengthOffset + sizeof(uint);
    private const int SaltLength = 16;
    private const int KeyLength = 32;
    private const uint HmacSha512 = 2;

    /// <param name="user">The account; <see langword="null"/> when there is none.</param>
    /// <param name="password">What was entered.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<bool> VerifyAsync(User? user, string password, CancellationToken cancellationToken)
    {
        // Nobody's password is longer, and hashing takes its time from the length.
        var isPossible = password.Length <= PasswordRules.MaxLength;
        password = isPossible ? password : password[..PasswordRules.MaxLength];

        if (user?.PasswordHash is not { } stored)
        {
            Spend(hashing.Value.IterationCount, password);
            return false;
        }

        if (administrator.Is(user))
        {
            Spend(hashing.Value.IterationCount, password);
            return isPossible && administrator.Accepts(password);
        }

        var result = hasher.VerifyHashedPassword(user, stored, password);
        if (result == PasswordVerificationResult.Failed)
        {
            Spend(hashing.Value.IterationCount - IterationsOf(stored), password);
            return false;
        }

        if (isPossible && result == PasswordVerificationResult.SuccessRehashNeeded)
        {
            await RehashAsync(user, stored, password, cancellationToken);
        }

        return isPossible;
    }

    // The password is the same: sessions and tokens go on, which they would not if the account's security stamp changed.
    private async Task RehashAsync(User user, string stored, string password, CancellationToken cancellationToken)
    {
        var hash = hasher.HashPassword(user, password);
        await context.Users.Where(other => other.Id == user.Id && other.PasswordHash == stored)
            .ExecuteUpdateAsync(update => update.SetProperty(row => row.PasswordHash, hash), cancellationToken);
        user.PasswordHash = hash;
        LogRehashed(user.Id);
    }

    /// <summary>Takes the time that so many iterations take.</summary>
    private void Spend(int iterations, string password)
    {
        if (iterations <= 0)
        {
            return;
        }

        // Well-formed, and of no password.
        Span<byte> hash = stackalloc byte[SaltOffset + SaltLength + KeyLength];
        RandomNumberGenerator.Fill(hash);
        hash[0] = Version;
        BinaryPrimitives.WriteUInt32BigEndian(hash[1..], HmacSha512);
        BinaryPrimitives.WriteUInt32BigEndian(hash[IterationsOffset..], (uint)iterations);
        BinaryPrimitives.WriteUInt32BigEndian(hash[SaltLengthOffset..], SaltLength);
        hasher.VerifyHashedPassword(new User(), Convert.ToBase64String(hash), password);
    }

    private static int IterationsOf(string hash)
    {
        Span<byte> bytes = stackalloc byte[hash.Length];
        return Convert.TryFromBase64String(hash, bytes, out var written) && written > SaltOffset && bytes[0] == Version
            ? (int)BinaryPrimitives.ReadUInt32BigEndian(bytes[IterationsOffset..])
            : 0;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The password of account {UserId} has been hashed anew, with today's work factor")]
    private partial void LogRehashed(string userId);
}
