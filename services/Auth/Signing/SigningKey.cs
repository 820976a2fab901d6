using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Auth.Signing;

/// <summary>A P-256 private key for ES256 (RFC 7518 §3.4). Its identifier is the key's thumbprint (RFC 7638), the same at every replica.</summary>
/// <param name="Id">The <c>kid</c>.</param>
/// <param name="Credentials">What OpenIddict signs and verifies with.</param>
public sealed record SigningKey(string Id, SigningCredentials Credentials)
{
    private const string P256 = "1.2.840.10045.3.1.7";

    /// <summary>Reads every private key of a PEM text (RFC 7468), in the order of the text.</summary>
    /// <param name="pem">The text; other blocks than private keys are passed over.</param>
    /// <param name="source">Where the text comes from, for messages.</param>
    /// <exception cref="SigningKeyException">There is no private key, or one that is unreadable, encrypted or not of the curve P-256.</exception>
    public static IReadOnlyList<SigningKey> ReadAll(string pem, string source)
    {
        List<SigningKey> keys = [];
        for (var rest = pem.AsSpan(); PemEncoding.TryFind(rest, out var fields); rest = rest[fields.Location.End..])
        {
            var label = rest[fields.Label];
            if (label is "ENCRYPTED PRIVATE KEY")
            {
                throw new SigningKeyException($"{source} holds an encrypted private key, which cannot be opened without its passphrase. Give it unencrypted, from a secret.");
            }

            if (label is "PRIVATE KEY" or "EC PRIVATE KEY")
            {
                keys.Add(Read(rest[fields.Location], source));
            }
        }

        return keys.Count > 0 ? keys : throw new SigningKeyException($"{source} holds no private key in PEM form (-----BEGIN PRIVATE KEY-----).");
    }

    private static SigningKey Read(ReadOnlySpan<char> pem, string source)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.ExportParameters(includePrivateParameters: false).Curve is not { IsNamed: true, Oid.Value: P256 })
            {
                throw new SigningKeyException($"{source} holds an elliptic-curve key that is not of the curve P-256 (prime256v1), which ES256 requires.");
            }
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new SigningKeyException($"{source} holds a private key that cannot be read as an elliptic-curve key of the curve P-256.", exception);
        }
        catch
        {
            key.Dispose();
            throw;
        }

        var securityKey = new ECDsaSecurityKey(key);
        securityKey.KeyId = Base64UrlEncoder.Encode(securityKey.ComputeJwkThumbprint());
        return new SigningKey(securityKey.KeyId, new SigningCredentials(securityKey, SecurityAlgorithms.EcdsaSha256));
    }
}
