using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using k8s.Models;

namespace Cluster.Tests.Small;

/// <summary>A certificate for a host that only the test trusts.</summary>
internal sealed class SelfSignedCertificate : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public SelfSignedCertificate(string host)
    {
        var request = new CertificateRequest($"CN={host}", _key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        Certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    public X509Certificate2 Certificate { get; }

    /// <summary>What browsers know its key by: the SHA-256 of it, in Base64.</summary>
    public string Pin => Convert.ToBase64String(SHA256.HashData(_key.ExportSubjectPublicKeyInfo()));

    /// <summary>It, as a cluster keeps it.</summary>
    public V1Secret Secret(string name) => new()
    {
        Metadata = new() { Name = name },
        Type = "kubernetes.io/tls",
        StringData = new Dictionary<string, string> { ["tls.crt"] = Certificate.ExportCertificatePem(), ["tls.key"] = _key.ExportPkcs8PrivateKeyPem() },
    };

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }
}
