using Auth.Data;
using OpenIddict.Abstractions;
using OpenIddict.EntityFrameworkCore.Models;

namespace Auth.Clients;

/// <summary>The programs that may ask for tokens.</summary>
internal static class ClientExtensions
{
    public static void AddClients(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddValidatedOptions<FrontendOptions, FrontendOptionsValidator>(FrontendOptions.Section);
        services.AddValidatedOptions<MachineClientsOptions, MachineClientsOptionsValidator>(MachineClientOptions.Section);
        services.AddValidatedOptions<CommandLineOptions>(CommandLineOptions.Section)
            .PostConfigure<IHostEnvironment>((options, environment) => options.PasswordGrant ??= environment.IsDevelopment());

        services.AddOpenIddict().AddCore(core =>
        {
            core.UseEntityFrameworkCore().UseDbContext<AuthDbContext>();
            core.ReplaceApplicationManager<OpenIddictEntityFrameworkCoreApplication, ClientAdmission>();
        });
        services.AddSingleton<ConfiguredClients>();
        services.AddScoped(provider => (ClientAdmission)provider.GetRequiredService<IOpenIddictApplicationManager>());
        services.AddScoped<IDatabaseSeeder<AuthDbContext>, ClientSeeder>();
    }
}
