using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace ServiceDefaults.DataProtection;

/// <summary>Has the framework encrypt new keys by <see cref="KeyEncryption"/>.</summary>
internal sealed class KeyXmlEncryptor(KeyEncryption encryption) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(encryption.Encrypt(plaintextElement), typeof(KeyXmlDecryptor));
}

/// <summary>Opens a stored key.</summary>
/// <remarks>Stored keys name this type and its assembly: renamed, it could not be found any more.</remarks>
internal sealed class KeyXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) => services.GetRequiredService<KeyEncryption>().Decrypt(encryptedElement);
}
