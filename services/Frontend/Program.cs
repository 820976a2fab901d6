using Frontend.Baskets;
using Frontend.Components;
using Frontend.Data;
using Frontend.Orders;
using Frontend.Sessions;
using Frontend.SignIn;
using Frontend.Web;

return await ServiceProgram.RunAsync("frontend", () =>
{
    var builder = WebApplication.CreateSlimBuilder(args);
    builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

    // Styles, scripts and pictures are found when the program runs from its build output, too; a published one ignores this.
    builder.WebHost.UseStaticWebAssets();

    builder.AddServiceDefaults();
    builder.AddData();
    builder.AddSessions();
    builder.AddOrders();
    builder.AddBaskets();
    builder.AddSignIn();
    builder.AddPages();
    builder.AddSharedDataProtection<FrontendDbContext>("frontend");

    var app = builder.Build();

    app.UseMiddleware<SecurityHeaders>();
    app.UseFailurePages();
    app.UseReadableRequests();
    app.UseRouting();
    app.UseMiddleware<UncachedPages>();
    app.UseMiddleware<VisitorPages>();
    app.UseOutputCache();
    app.UseAuthentication();
    app.UseAuthorization();
    app.UseOwnFormsOnly();

    app.MapDefaultEndpoints();

    // Short-circuited: files are the same for everybody, so nobody's session is read for them.
    app.MapStaticAssets().ShortCircuit();
    app.MapSignIn();
    app.MapOrders();
    app.MapPages();

    return app;
});
