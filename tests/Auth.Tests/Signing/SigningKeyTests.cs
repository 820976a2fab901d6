using System.Security.Cryptography;
using Auth.Signing;
using Auth.Tests.Running;

namespace Auth.Tests.Signing;

public sealed class SigningKeyTests
{
    [Fact]
    public void Several_keys_are_read_in_the_order_of_the_text()
    {
        var (first, second) = (SigningKeys.New(), SigningKeys.New());

        var keys = SigningKey.ReadAll($"# current\n{first}\n\n# previous\n{second}\n", "here");

        keys.Select(key => key.Id).ShouldBe([SigningKey.ReadAll(first, "here")[0].Id, SigningKey.ReadAll(second, "here")[0].Id]);
    }

    [Fact]
    public void The_identifier_is_the_thumbprint_of_RFC_7638()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var canonical = $$"""{"crv":"P-256","kty":"EC","x":"{{Base64Url(point.X!)}}","y":"{{Base64Url(point.Y!)}}"}""";

        var read = SigningKey.ReadAll(key.ExportPkcs8PrivateKeyPem(), "here").ShouldHaveSingleItem();

        read.Id.ShouldBe(Base64Url(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(canonical))));
    }

    [Fact]
    public void The_form_that_openssl_writes_is_read_too()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        const string Parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";

        SigningKey.ReadAll(Parameters + key.ExportECPrivateKeyPem(), "here").ShouldHaveSingleItem();
    }

    [Fact]
    public void A_key_of_another_curve_is_refused_with_the_reason()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Should.Throw<SigningKeyException>(() => SigningKey.ReadAll(key.ExportPkcs8PrivateKeyPem(), "keys/a.pem"))
            .Message.ShouldBe("keys/a.pem holds an elliptic-curve key that is not of the curve P-256 (prime256v1), which ES256 requires.");
    }

    [Fact]
    public void An_RSA_key_is_refused_with_the_reason()
    {
        using var key = RSA.Create(2048);

        Should.Throw<SigningKeyException>(() => SigningKey.ReadAll(key.ExportPkcs8PrivateKeyPem(), "keys/a.pem")).Message.ShouldContain("cannot be read as an elliptic-curve key");
    }

    [Fact]
    public void An_encrypted_key_is_refused_with_the_reason()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var encrypted = key.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000));

        Should.Throw<SigningKeyException>(() => SigningKey.ReadAll(encrypted, "keys/a.pem")).Message.ShouldContain("encrypted private key");
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    public void What_is_no_key_is_refused_without_showing_it(string text)
    {
        var message = Should.Throw<SigningKeyException>(() => SigningKey.ReadAll(text, "Auth:SigningKey")).Message;

        message.ShouldStartWith("Auth:SigningKey holds");
        message.ShouldNotContain("AAAA");
    }

    private static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
