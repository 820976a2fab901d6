using Auth.Data;
using Auth.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;

namespace Auth.Accounts;

/// <summary>Accounts: how they come about and what their passwords must be.</summary>
internal static class AccountExtensions
{
    public static void AddAccounts(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddValidatedOptions<AdminOptions, AdminOptionsValidator>(AdminOptions.Section);
        services.AddValidatedOptions<AccountOptions, AccountOptionsValidator>(AccountOptions.Section).ValidateDataAnnotations()
            .PostConfigure<IOptions<SmtpOptions>>((accounts, smtp) => accounts.RequireConfirmedEmail ??= !string.IsNullOrEmpty(smtp.Value.Host));

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
            .AddTokenProvider<DataProtectorTokenProvider<User>>(TokenOptions.DefaultProvider)
            .AddPasswordValidator<PasswordRules>();

        services.AddOptions<PasswordHasherOptions>().Configure<IOptions<AccountOptions>>((hasher, accounts) => hasher.IterationCount = accounts.Value.HashIterations);
        services.AddOptions<DataProtectionTokenProviderOptions>().Configure<IOptions<AccountOptions>>((links, accounts) => links.TokenLifespan = accounts.Value.LinkLifetime);

        services.AddSingleton<CommonPasswords>();
        services.AddSingleton<PasswordRules>();
        services.AddSingleton<ConfiguredAdministrator>();
        services.AddScoped<AccountMails>();
        services.AddScoped<Registration>();
        services.AddScoped<IDatabaseSeeder<AuthDbContext>, AdminSeeder>();
    }
}
