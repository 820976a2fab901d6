using Auth.Data;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;

namespace Auth.Accounts;

internal static class AccountExtensions
{
    public static void AddAccounts(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddValidatedOptions<AdminOptions, AdminOptionsValidator>(AdminOptions.Section);

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

        // Of PBKDF2 with HMAC-SHA-512, as OWASP's Password Storage Cheat Sheet has it. Older hashes are replaced when their owners log in.
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);

        services.AddSingleton<CommonPasswords>();
        services.AddSingleton<PasswordRules>();
        services.AddSingleton<ConfiguredAdministrator>();
        services.AddScoped<Registration>();
        services.AddScoped<IDatabaseSeeder<AuthDbContext>, AdminSeeder>();
    }
}
