using System.Security.Cryptography;

namespace Auth.Tests.Running;

/// <summary>Private keys as a secret store would hold them.</summary>
internal static class SigningKeys
{
    public static string Shared { get; } = New();

    public static string New()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }
}
