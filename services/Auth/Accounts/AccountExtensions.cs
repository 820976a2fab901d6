using Auth.Data;
using Auth.SignIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;

namespace Auth.Accounts;

internal static class AccountExtensions
{
    public static void AddAccounts(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddValidatedOptions<AdminOptions, AdminOptionsValidator>(AdminOptions.Section);
        services.AddValidatedOptions<CredentialLimitOptions>(CredentialLimitOptions.Section);

        services.AddIdentityCore<User>(options =>
            {
                options.User.RequireUniqueEmail = true;

                // An e-mail address may have more characters than user names by default; EmailAddress decides.
                options.User.AllowedUserNameCharacters = "";

                // PasswordRules decides.
                options.Password.RequiredLength = PasswordRules.MinLength;
                options.Password.RequireDigit = false;
                options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireNonAlphanumeric = false;

                options.ClaimsIdentity.UserIdClaimType = OpenIddictConstants.Claims.Subject;
                options.ClaimsIdentity.UserNameClaimType = OpenIddictConstants.Claims.Name;
                options.ClaimsIdentity.RoleClaimType = OpenIddictConstants.Claims.Role;
                options.ClaimsIdentity.EmailClaimType = OpenIddictConstants.Claims.Email;
            })
            .AddRoles<IdentityRole>()
            .AddEntityFrameworkStores<AuthDbContext>()
            .AddSignInManager()
            .AddPasswordValidator<PasswordRules>();

        services.AddOptions<IdentityOptions>().Configure<IOptions<CredentialLimitOptions>>((identity, limits) =>
        {
            identity.Lockout.AllowedForNewUsers = true;
            identity.Lockout.MaxFailedAccessAttempts = limits.Value.LockoutThreshold;
            identity.Lockout.DefaultLockoutTimeSpan = limits.Value.LockoutDuration;
        });

        services.AddSingleton<CredentialThrottle>();
        services.AddScoped<CredentialCheck>();
        services.AddScoped<Registration>();
        services.AddScoped<IDatabaseSeeder<AuthDbContext>, AdminSeeder>();
    }
}
