using System.Security.Cryptography;
using Aspire.Hosting.Publishing;

/// <summary>A fresh P-256 private key as PEM (RFC 7468), for signing tokens with ES256 (RFC 7518, 3.4).</summary>
internal sealed class EcPrivateKeyDefault : ParameterDefault
{
    /// <inheritdoc/>
    public override string GetDefaultValue()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>Writes nothing: the manifest has no words for keys, so whoever deploys gives one.</summary>
    public override void WriteToManifest(ManifestPublishingContext context)
    {
    }
}
