using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ServiceDefaults.DataProtection;

/// <summary>Creates the first data-protection key, and encrypts those that are there for whoever has the deployment's secrets, and for nobody else.</summary>
/// <remarks>
/// Left to themselves, replicas that start together on an empty database create a key each, and one that has read the keys too early cannot read what
/// the other protects for up to a day. A later key is announced days before it is used, so there the race does no harm.
/// </remarks>
internal sealed partial class DataProtectionKeySeeder<TContext>(
    IKeyManager keys,
    IDataProtectionProvider protection,
    KeyEncryption encryption,
    IOptions<KeyManagementOptions> options,
    TimeProvider time,
    ILogger<DataProtectionKeySeeder<TContext>> logger) : IDatabaseSeeder<TContext>
    where TContext : DbContext, IDataProtectionKeyContext
{
    // As the framework stores keys: https://learn.microsoft.com/aspnet/core/security/data-protection/implementation/key-storage-format
    private static readonly XNamespace Storage = "http://schemas.asp.net/2015/03/dataProtection";
    private static readonly XName RequiresEncryption = Storage + "requiresEncryption";
    private static readonly XName EncryptedSecret = Storage + "encryptedSecret";
    private const string DecryptorType = "decryptorType";

    public async Task SeedAsync(TContext context, CancellationToken cancellationToken)
    {
        var stored = await context.DataProtectionKeys.AsTracking().ToListAsync(cancellationToken);
        if (stored.Count == 0)
        {
            var now = time.GetUtcNow();
            keys.CreateNewKey(now, now + options.Value.NewKeyLifetime);
        }
        else if (encryption.IsPossible)
        {
            await EncryptAsync(context, stored, cancellationToken);
        }

        // Reads the keys: from now on this replica protects and unprotects while the database is away.
        protection.CreateProtector(nameof(DataProtectionKeySeeder<>)).Protect([]);
    }

    private async Task EncryptAsync(TContext context, IReadOnlyList<DataProtectionKey> stored, CancellationToken cancellationToken)
    {
        var changed = 0;
        foreach (var row in stored.Where(row => row.Xml is not null))
        {
            var key = XElement.Parse(row.Xml!);
            if (EncryptPlain(key) | EncryptAnew(key, row.FriendlyName ?? ""))
            {
                row.Xml = key.ToString(SaveOptions.DisableFormatting);
                changed++;
            }
        }

        if (changed > 0)
        {
            await context.SaveChangesAsync(cancellationToken);
            LogEncrypted(changed);
        }
    }

    /// <summary>Of a time when there was no secret.</summary>
    private bool EncryptPlain(XElement key)
    {
        var plain = key.Descendants().Where(element => (bool?)element.Attribute(RequiresEncryption) == true).ToList();
        foreach (var element in plain)
        {
            // What the framework says there is no longer true.
            element.NodesBeforeSelf().OfType<XComment>().Remove();
            element.ReplaceWith(new XElement(
                EncryptedSecret,
                new XAttribute(DecryptorType, typeof(KeyXmlDecryptor).AssemblyQualifiedName!),
                encryption.Encrypt(new XElement(element.Name, element.Attributes().Where(attribute => attribute.Name != RequiresEncryption && !attribute.IsNamespaceDeclaration), element.Nodes()))));
        }

        return plain.Count > 0;
    }

    /// <summary>Of a time when the secrets were others.</summary>
    private bool EncryptAnew(XElement key, string name)
    {
        var isChanged = false;
        foreach (var secret in key.Descendants(EncryptedSecret).Where(secret => secret.Attribute(DecryptorType)?.Value.StartsWith(typeof(KeyXmlDecryptor).FullName + ",", StringComparison.Ordinal) == true))
        {
            var encrypted = secret.Elements().Single();
            if (!encryption.CanDecrypt(encrypted))
            {
                LogUnreadable(name);
            }
            else if (encryption.IsOutdated(encrypted))
            {
                encrypted.ReplaceWith(encryption.Encrypt(encryption.Decrypt(encrypted)));
                isChanged = true;
            }
        }

        return isChanged;
    }

    [LoggerMessage(LogLevel.Information, "{Count} data-protection keys have been encrypted with the deployment's secrets of today")]
    private partial void LogEncrypted(int count);

    [LoggerMessage(LogLevel.Warning, "The data-protection '{Key}' was encrypted with another secret than DataProtection:Key and DataProtection:PreviousKey: what it protects, such as sessions, cannot be read")]
    private partial void LogUnreadable(string key);
}
