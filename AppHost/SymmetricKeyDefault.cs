using System.Security.Cryptography;
using Aspire.Hosting.Publishing;

/// <summary>A fresh key of 256 bits, in Base64 (RFC 4648, 4).</summary>
internal sealed class SymmetricKeyDefault : ParameterDefault
{
    private const int Bytes = 32;

    /// <inheritdoc/>
    public override string GetDefaultValue() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Writes nothing: the manifest has no words for keys, so whoever deploys gives one.</summary>
    public override void WriteToManifest(ManifestPublishingContext context)
    {
    }
}
