using Auth.Data;
using Auth.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Auth.Accounts;

/// <summary>Creates the administrator's account and gives it the configured password when that has changed.</summary>
internal sealed partial class AdminSeeder(UserManager<User> users, IOptions<AdminOptions> options, ILogger<AdminSeeder> logger) : IDatabaseSeeder<AuthDbContext>
{
    public async Task SeedAsync(AuthDbContext context, CancellationToken cancellationToken)
    {
        var (email, password) = (EmailAddress.Normalize(options.Value.AdminEmail), options.Value.AdminPassword);
        if (string.IsNullOrEmpty(password))
        {
            LogNoAdmin();
            return;
        }

        var admin = await users.FindByEmailAsync(email);
        if (admin is null)
        {
            admin = new User { UserName = email, Email = email, EmailConfirmed = true, DisplayName = "Administrator", LockoutEnabled = true };
            context.UserRoles.Add(new IdentityUserRole<string> { UserId = admin.Id, RoleId = Roles.Admin });
            admin.PasswordHash = users.PasswordHasher.HashPassword(admin, password);
            Succeed(await users.CreateAsync(admin));
            LogCreated(admin.Id);
            return;
        }

        if (!await users.IsInRoleAsync(admin, Roles.Admin))
        {
            Succeed(await users.AddToRoleAsync(admin, Roles.Admin));
        }

        if (admin.PasswordHash is null || users.PasswordHasher.VerifyHashedPassword(admin, admin.PasswordHash, password) == PasswordVerificationResult.Failed)
        {
            admin.PasswordHash = users.PasswordHasher.HashPassword(admin, password);

            // Saves, and ends sessions and refresh tokens that were made with the old password.
            Succeed(await users.UpdateSecurityStampAsync(admin));
            LogPasswordChanged(admin.Id);
        }
    }

    private static void Succeed(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"The administrator's account could not be saved: {string.Join(" ", result.Errors.Select(error => error.Description))}");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Auth:AdminPassword is not set, so no administrator's account is created")]
    private partial void LogNoAdmin();

    [LoggerMessage(Level = LogLevel.Information, Message = "The administrator's account {UserId} has been created")]
    private partial void LogCreated(string userId);

    [LoggerMessage(Level = LogLevel.Information, Message = "The administrator's account {UserId} has the newly configured password")]
    private partial void LogPasswordChanged(string userId);
}
