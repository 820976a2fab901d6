using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Frontend.Sessions;

/// <summary>
/// The secret in the browser's cookie. The database knows its hash only, and keeps sealed with it what belongs to the
/// session: a stolen copy of the database opens no session and contains no token.
/// </summary>
internal sealed class SessionKey
{
    private const int Length = 32;

    private readonly byte[] _sealingKey;

    private SessionKey(byte[] secret)
    {
        Text = WebEncoders.Base64UrlEncode(secret);
        Id = Convert.ToHexStringLower(SHA256.HashData(secret));
        _sealingKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, Length, info: "havn session"u8.ToArray());
    }

    /// <summary>What the cookie carries.</summary>
    public string Text { get; }

    /// <summary>What the session is found by.</summary>
    public string Id { get; }

    public static SessionKey Create() => new(RandomNumberGenerator.GetBytes(Length));

    /// <returns>The key, or null when the text is none.</returns>
    public static SessionKey? TryParse(string text)
    {
        try
        {
            var secret = WebEncoders.Base64UrlDecode(text);
            return secret.Length == Length ? new SessionKey(secret) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>AES-256-GCM: nonce, tag, ciphertext. The purpose is authenticated with it, so that one column's value can't stand in for another's.</summary>
    public byte[] Seal(ReadOnlySpan<byte> plaintext, string purpose)
    {
        var sealedBytes = new byte[AesGcm.NonceByteSizes.MaxSize + AesGcm.TagByteSizes.MaxSize + plaintext.Length];
        var (nonce, tag, ciphertext) = Parts(sealedBytes);
        RandomNumberGenerator.Fill(nonce.Span);

        using var aes = new AesGcm(_sealingKey, AesGcm.TagByteSizes.MaxSize);
        aes.Encrypt(nonce.Span, plaintext, ciphertext.Span, tag.Span, Encoding.UTF8.GetBytes(purpose));
        return sealedBytes;
    }

    /// <exception cref="CryptographicException">The bytes were not sealed with this key for this purpose.</exception>
    public byte[] Open(byte[] sealedBytes, string purpose)
    {
        if (sealedBytes.Length < AesGcm.NonceByteSizes.MaxSize + AesGcm.TagByteSizes.MaxSize)
        {
            throw new CryptographicException("The sealed bytes are cut off.");
        }

        var (nonce, tag, ciphertext) = Parts(sealedBytes);
        var plaintext = new byte[ciphertext.Length];

        using var aes = new AesGcm(_sealingKey, AesGcm.TagByteSizes.MaxSize);
        aes.Decrypt(nonce.Span, ciphertext.Span, tag.Span, plaintext, Encoding.UTF8.GetBytes(purpose));
        return plaintext;
    }

    private static (Memory<byte> Nonce, Memory<byte> Tag, Memory<byte> Ciphertext) Parts(Memory<byte> sealedBytes)
    {
        var tagStart = AesGcm.NonceByteSizes.MaxSize;
        var ciphertextStart = tagStart + AesGcm.TagByteSizes.MaxSize;
        return (sealedBytes[..tagStart], sealedBytes[tagStart..ciphertextStart], sealedBytes[ciphertextStart..]);
    }
}
