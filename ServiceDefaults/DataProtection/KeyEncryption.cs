using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ServiceDefaults.DataProtection;

/// <summary>
/// Encrypts data-protection keys for everyone who has one of the deployment's secrets: today's and, while it is changed, the one before. So replicas of
/// before and after a change read each other's keys.
/// </summary>
/// <remarks>AES-256-GCM with a random nonce; secrets are told apart by a part of their hash.</remarks>
internal sealed class KeyEncryption
{
    private const int SecretLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private const string Root = "encryptedKey";
    private const string Recipient = "recipient";
    private const string SecretId = "secret";

    private readonly IReadOnlyList<Secret> _secrets;

    public KeyEncryption(IOptions<KeyEncryptionOptions> options) =>
        _secrets = [.. new[] { options.Value.Key, options.Value.PreviousKey }.Where(secret => !string.IsNullOrWhiteSpace(secret)).Select(secret => new Secret(secret!)).DistinctBy(secret => secret.Id)];

    /// <summary>Whether there is a secret to encrypt with.</summary>
    public bool IsPossible => _secrets.Count > 0;

    public static bool IsSecret(string text)
    {
        var bytes = new byte[SecretLength + 1];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var written) && written == SecretLength;
    }

    public XElement Encrypt(XElement plain)
    {
        var bytes = Encoding.UTF8.GetBytes(plain.ToString(SaveOptions.DisableFormatting));
        return new XElement(Root, _secrets.Select(secret => new XElement(Recipient, new XAttribute(SecretId, secret.Id), Convert.ToBase64String(Encrypt(bytes, secret)))));
    }

    /// <exception cref="CryptographicException">It was encrypted with none of this deployment's secrets, or has been changed since.</exception>
    public XElement Decrypt(XElement encrypted)
    {
        foreach (var secret in _secrets)
        {
            if (RecipientsOf(encrypted).FirstOrDefault(recipient => recipient.Attribute(SecretId)?.Value == secret.Id) is { } recipient)
            {
                return XElement.Parse(Encoding.UTF8.GetString(Decrypt(Convert.FromBase64String(recipient.Value), secret)));
            }
        }

        throw new CryptographicException("The data-protection key was encrypted with another secret than DataProtection:Key and DataProtection:PreviousKey.");
    }

    /// <summary>Whether this deployment can read it.</summary>
    public bool CanDecrypt(XElement encrypted) => SecretIdsOf(encrypted).Any(IsConfigured);

    /// <summary>
    /// Whether it is to be encrypted anew: others can read it than have today's secrets. Not when today's secret of whoever encrypted it is unknown here:
    /// then that one is newer.
    /// </summary>
    public bool IsOutdated(XElement encrypted)
    {
        var ids = SecretIdsOf(encrypted);
        return IsConfigured(ids[0]) && !ids.SequenceEqual(_secrets.Select(secret => secret.Id), StringComparer.Ordinal);
    }

    private bool IsConfigured(string id) => _secrets.Any(secret => secret.Id == id);

    // Today's first.
    private static List<string> SecretIdsOf(XElement encrypted) => [.. RecipientsOf(encrypted).Select(recipient => recipient.Attribute(SecretId)?.Value ?? "")];

    private static IEnumerable<XElement> RecipientsOf(XElement encrypted) => encrypted.Elements(Recipient);

    private static byte[] Encrypt(byte[] plain, Secret secret)
    {
        var result = new byte[NonceLength + TagLength + plain.Length];
        var nonce = result.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(secret.Value, TagLength);
        aes.Encrypt(nonce, plain, result.AsSpan(NonceLength + TagLength), result.AsSpan(NonceLength, TagLength));
        return result;
    }

    private static byte[] Decrypt(byte[] encrypted, Secret secret)
    {
        var plain = new byte[encrypted.Length - NonceLength - TagLength];
        using var aes = new AesGcm(secret.Value, TagLength);
        aes.Decrypt(encrypted.AsSpan(0, NonceLength), encrypted.AsSpan(NonceLength + TagLength), encrypted.AsSpan(NonceLength, TagLength), plain);
        return plain;
    }

    private sealed class Secret
    {
        private const int IdLength = 8;

        public Secret(string base64)
        {
            Value = Convert.FromBase64String(base64.Trim());
            Id = Convert.ToHexStringLower(SHA256.HashData(Value).AsSpan(0, IdLength));
        }

        public byte[] Value { get; }

        public string Id { get; }
    }
}
