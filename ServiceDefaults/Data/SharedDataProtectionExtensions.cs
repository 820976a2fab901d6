using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServiceDefaults.Data;

namespace Microsoft.Extensions.Hosting;

/// <summary>Data protection whose keys all replicas of a service share.</summary>
public static class SharedDataProtectionExtensions
{
    /// <summary>
    /// Keeps the data-protection keys in the service's database, so that any replica reads what another has protected: cookies, antiforgery tokens,
    /// tokens at rest. The first key is created by the replica that brings the database up to date.
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

        builder.Services.AddDataProtection().SetApplicationName(applicationName).PersistKeysToDbContext<TContext>();
        builder.Services.AddScoped<IDatabaseSeeder<TContext>, DataProtectionKeySeeder<TContext>>();

        // The seeder reads them at the right time.
        var warmUp = builder.Services.Single(service => service.ImplementationType?.FullName == "Microsoft.AspNetCore.DataProtection.Internal.DataProtectionHostedService");
        builder.Services.Remove(warmUp);

        // At each new key it warns that keys rest unencrypted; here they rest where the data does that they protect.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        return builder;
    }
}
