using System.Security.Cryptography;
using System.Text;
using Aspire.Dashboard.Settings;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Aspire.Dashboard.Frontend;

/// <summary>
/// Gives data protection one key, derived from the token of the login address: a login lasts exactly as long as that token
/// is the right one, over a restart too, and nothing is written to the disk.
/// </summary>
/// <remarks>
/// Who knows the token can log in anyway, so that a key made of it gives nothing away. Without a login there is no token;
/// then the key ends with the process.
/// </remarks>
internal sealed class LoginKeyRing : IKeyManager
{
    private const int MasterKeyBytes = 64;
    private const int KeyIdBytes = 16;

    private readonly LoginKey _key;

    public LoginKeyRing(DashboardSettings settings, ILoggerFactory loggers)
    {
        var secret = settings.Frontend.BrowserToken is { Length: > 0 } token ? Encoding.UTF8.GetBytes(token) : RandomNumberGenerator.GetBytes(MasterKeyBytes);
        _key = new LoginKey(
            new Guid(Derive(secret, "key id", KeyIdBytes)),
            new AuthenticatedEncryptorDescriptor(new AuthenticatedEncryptorConfiguration(), new Secret(Derive(secret, "master key", MasterKeyBytes))),
            new AuthenticatedEncryptorFactory(loggers));
    }

    public IReadOnlyCollection<IKey> GetAllKeys() => [_key];

    public CancellationToken GetCacheExpirationToken() => CancellationToken.None;

    public IKey CreateNewKey(DateTimeOffset activationDate, DateTimeOffset expirationDate) =>
        throw new NotSupportedException("The only key is the one that is derived from the token.");

    public void RevokeKey(Guid keyId, string? reason = null) =>
        throw new NotSupportedException("Another DASHBOARD__FRONTEND__BROWSERTOKEN ends all logins.");

    public void RevokeAllKeys(DateTimeOffset revocationDate, string? reason = null) =>
        throw new NotSupportedException("Another DASHBOARD__FRONTEND__BROWSERTOKEN ends all logins.");

    private static byte[] Derive(byte[] secret, string purpose, int length) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, length, info: Encoding.UTF8.GetBytes("Aspire.Dashboard login: " + purpose));

    private sealed class LoginKey(Guid id, IAuthenticatedEncryptorDescriptor descriptor, AuthenticatedEncryptorFactory factory) : IKey
    {
        public DateTimeOffset ActivationDate => DateTimeOffset.UnixEpoch;

        public DateTimeOffset CreationDate => DateTimeOffset.UnixEpoch;

        // It ends with the token; until then no other one takes its place.
        public DateTimeOffset ExpirationDate => new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public bool IsRevoked => false;

        public Guid KeyId => id;

        public IAuthenticatedEncryptorDescriptor Descriptor => descriptor;

        public IAuthenticatedEncryptor? CreateEncryptor() => factory.CreateEncryptorInstance(this);
    }
}
