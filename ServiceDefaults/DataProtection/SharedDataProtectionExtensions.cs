using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.DataProtection;

namespace Microsoft.Extensions.Hosting;

/// <summary>Data protection whose keys all replicas of a service share.</summary>
public static class SharedDataProtectionExtensions
{
    /// <summary>
    /// Keeps the data-protection keys in the service's database, so that any replica reads what another has protected: cookies, antiforgery tokens,
    /// tokens at rest. There they are encrypted with the deployment's secret (<see cref="KeyEncryptionOptions"/>), which only Development may do without;
    /// those of a time without a secret, or with another, are encrypted at the next start. The first key is created by the replica that brings the database
    /// up to date.
    /// </summary>
    /// <remarks>
    /// Call it after everything that adds data protection by itself (cookies, antiforgery, Razor components): each of these would have the keys read
    /// while the host starts, when a new database has no table for them yet.
    /// </remarks>
    /// <typeparam name="TContext">The context that holds the keys, as given to <c>AddServiceDatabase</c>.</typeparam>
    /// <param name="builder">The application's builder.</param>
    /// <param name="applicationName">Separates this service's protected data from that of others.</param>
    /// <returns>The same builder.</returns>
    public static IHostApplicationBuilder AddSharedDataProtection<TContext>(this IHostApplicationBuilder builder, string applicationName)
        where TContext : DbContext, IDataProtectionKeyContext
    {
        ArgumentNullException.ThrowIfNull(builder);

        var services = builder.Services;
        services.AddValidatedOptions<KeyEncryptionOptions, KeyEncryptionOptionsValidator>(KeyEncryptionOptions.SectionName).PostConfigure(ReadFiles);
        services.AddSingleton<KeyEncryption>();
        services.AddDataProtection().SetApplicationName(applicationName).PersistKeysToDbContext<TContext>();
        services.AddOptions<KeyManagementOptions>().Configure<KeyEncryption>((management, encryption) =>
            management.XmlEncryptor = encryption.IsPossible ? new KeyXmlEncryptor(encryption) : null);
        services.AddScoped<IDatabaseSeeder<TContext>, DataProtectionKeySeeder<TContext>>();

        // Whatever data protection would do while the host starts: the seeder does it at the right time.
        var alone = new ServiceCollection();
        alone.AddDataProtection();
        var startedWithHost = alone.Where(service => service.ServiceType == typeof(IHostedService)).Select(service => service.ImplementationType).ToHashSet();
        foreach (var service in services.Where(service => service.ServiceType == typeof(IHostedService) && startedWithHost.Contains(service.ImplementationType)).ToList())
        {
            services.Remove(service);
        }

        return builder;
    }

    private static void ReadFiles(KeyEncryptionOptions options)
    {
        options.Key = Read(options.KeyFile) ?? options.Key;
        options.PreviousKey = Read(options.PreviousKeyFile) ?? options.PreviousKey;
    }

    private static string? Read(string? file) => File.Exists(file) ? File.ReadAllText(file) : null;
}
