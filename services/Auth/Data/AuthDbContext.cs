using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Auth.Data;

/// <summary>
/// Accounts and roles; OpenIddict's clients, authorizations and tokens; what throttling counts; and the data-protection keys that all replicas share.
/// </summary>
public abstract class AuthDbContext(DbContextOptions options) : IdentityDbContext<User, IdentityRole, string>(options), IDataProtectionKeyContext
{
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public DbSet<ThrottleEntry> ThrottleEntries => Set<ThrottleEntry>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.UseOpenIddict();
        builder.Entity<IdentityRole>().HasData(Data.Roles.All.Select(role => new IdentityRole(role) { Id = role, NormalizedName = role.ToUpperInvariant(), ConcurrencyStamp = role }));
        builder.Entity<User>().Property(user => user.DisplayName).HasMaxLength(User.MaxDisplayNameLength);
        builder.Entity<ThrottleEntry>(entry =>
        {
            entry.HasKey(row => row.Key);
            entry.Property(row => row.Key).HasMaxLength(ThrottleEntry.MaxKeyLength);
            entry.HasIndex(row => row.ForgivenAt);
        });
    }
}
