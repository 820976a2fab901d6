using System.Security.Cryptography;
using System.Text;
using Auth.Data;
using Auth.Mail;
using Microsoft.Extensions.Options;

namespace Auth.Accounts;

/// <summary>
/// The account whose password is the deployment's secret. While the secret is changed, replicas of before and after work side by side and the database has
/// one hash only: so what counts is the secrets that this replica is configured with.
/// </summary>
internal sealed class ConfiguredAdministrator(IOptions<AdminOptions> options)
{
    public bool Is(User user) =>
        !string.IsNullOrEmpty(options.Value.AdminPassword) && string.Equals(user.Email, EmailAddress.Normalize(options.Value.AdminEmail), StringComparison.OrdinalIgnoreCase);

    public bool Accepts(string password)
    {
        var hash = Hash(password);
        return AreEqual(hash, options.Value.AdminPassword) | AreEqual(hash, options.Value.PreviousAdminPassword);
    }

    private static bool AreEqual(byte[] hash, string? configured) => !string.IsNullOrEmpty(configured) && CryptographicOperations.FixedTimeEquals(hash, Hash(configured));

    // Of the same length whatever the password's is.
    private static byte[] Hash(string password) => SHA256.HashData(Encoding.UTF8.GetBytes(password));
}
