using Aspire.Dashboard.Pages.Controls;
using Microsoft.FluentUI.AspNetCore.Components;

namespace Aspire.Dashboard.Pages;

/// <summary>Puts the pages into the application.</summary>
internal static class PagesComposition
{
    /// <summary>Adds what the pages need.</summary>
    public static WebApplicationBuilder AddPages(this WebApplicationBuilder builder)
    {
        // Found beside the program in every environment, so that the built program shows its pages when it is run directly.
        builder.WebHost.UseStaticWebAssets();

        builder.Services.AddRazorComponents().AddInteractiveServerComponents(options =>
        {
            options.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(5);
            options.DisconnectedCircuitMaxRetained = 20;
        });
        builder.Services.AddFluentUIComponents();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<ResourcePalette>();
        builder.Services.AddSingleton<UnreadErrors>();
        builder.Services.AddScoped<BrowserClock>();
        builder.Services.AddScoped<Resources.ResourceCommands>();
        return builder;
    }

    /// <summary>Serves the pages and all that they load: nothing comes from elsewhere.</summary>
    /// <returns>What authorization is to be required of; style sheets, scripts and the login page are for everybody.</returns>
    public static IEndpointConventionBuilder MapPages(this WebApplication app)
    {
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();

        var pages = app.MapGroup("");
        pages.MapRazorComponents<App>().AddInteractiveServerRenderMode(server =>
            // The browser is on this machine or at the end of a port-forward: packing an answer takes longer than sending it.
            server.DisableWebSocketCompression = true).WithStaticAssets();
        pages.MapGet("/session/export", SessionExport.WriteAsync);
        return pages;
    }
}
