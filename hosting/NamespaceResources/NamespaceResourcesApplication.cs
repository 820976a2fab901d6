using Aspirate.Cluster;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using NamespaceResources.Commands;
using NamespaceResources.Consoles;
using NamespaceResources.Serving;
using NamespaceResources.Settings;
using NamespaceResources.Watching;

namespace NamespaceResources;

/// <summary>The program, put together.</summary>
internal static class NamespaceResourcesApplication
{
    /// <summary>Builds it, ready to start.</summary>
    /// <param name="args">Settings in the form <c>--Resources:ApiKey …</c>; they win over the environment.</param>
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = args,

            // The program is found by its own place, not by where it was started.
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

        var services = builder.Services;
        services.AddOptions<ResourceSettings>()
            .BindConfiguration(ResourceSettings.SectionName)
            .Validate(
                settings => settings.ApiKey.Length >= 16,
                "RESOURCES__APIKEY is missing, or shorter than 16 characters: it is the key that the dashboard sends (its DASHBOARD__RESOURCESERVICECLIENT__APIKEY).")
            .Validate(settings => settings.LogTailLines is >= 1 and <= 1_000_000, "RESOURCES__LOGTAILLINES has to be from 1 to 1,000,000.");
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<ClusterTroubles>();
        services.AddSingleton<NamespaceModel>();
        services.AddHostedService(provider => provider.GetRequiredService<NamespaceModel>());
        services.AddSingleton<OpenConsoles>();
        services.AddSingleton<ResourceConsoles>();
        services.AddSingleton<RollingRestart>();
        services.AddSingleton<TroubleNotices>();
        services.AddSingleton<ResourceService>();

        // AddAuthentication would bring data protection along, which warns of keys that nobody here has a use for.
        services.AddAuthenticationCore(authentication => authentication.DefaultScheme = ApiKeyAuthentication.SchemeName);
        services.AddWebEncoders();
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.SchemeName, null);
        services.AddAuthorization();
        services.AddGrpc();

        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGrpcService<ResourceService>().RequireAuthorization();

        // That it answers: a cluster that does not is told to the person in front of the dashboard, which has to be ready for that.
        app.MapGet("/health", () => Results.Text("Healthy"));
        return app;
    }

    /// <summary>Runs it until it is told to stop.</summary>
    /// <returns>The exit code: 1 when the settings cannot work, which standard error explains.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var app = Build(args);
            _ = app.Services.GetRequiredService<IOptions<ResourceSettings>>().Value;
            await app.RunAsync();
            return 0;
        }
        catch (OptionsValidationException invalid)
        {
            foreach (var failure in invalid.Failures)
            {
                await Console.Error.WriteLineAsync(failure);
            }

            return 1;
        }
        catch (Exception unusable) when (unusable is IOException or ClusterException)
        {
            // An address in use; Kestrel's message names it.
            await Console.Error.WriteLineAsync(unusable.Message);
            return 1;
        }
    }
}
