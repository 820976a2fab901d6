using Auth.Accounts;
using Auth.Clients;
using Auth.Data;
using Auth.Issuer;
using Auth.Mail;
using Auth.OpenApi;
using Auth.Pages;
using Auth.Protocol;
using Auth.SignIn;
using Auth.Signing;
using Auth.Throttling;

return await ServiceProgram.RunAsync("auth", () =>
{
    var builder = WebApplication.CreateSlimBuilder(args);
    builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

    // The style sheet is found when the program runs from its build output, too; a published one ignores this.
    builder.WebHost.UseStaticWebAssets();

    builder.AddServiceDefaults();
    builder.AddData();
    builder.AddIssuer();
    builder.AddSigningKeys();
    builder.AddClients();
    builder.AddThrottling();
    builder.AddMail();
    builder.AddAccounts();
    builder.AddSignIn();
    builder.AddProtocol();
    builder.AddPages();
    builder.AddApiDocument();
    builder.Services.AddAuthorization();

    // In Development too, a malformed request is the client's mistake (400) and not an exception of this service.
    builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);
    builder.AddSharedDataProtection<AuthDbContext>("auth");

    var app = builder.Build();

    app.UseExceptionHandler();
    app.UseStatusCodePages();
    app.UsePublicAddress();
    app.UseMiddleware<SecurityHeadersMiddleware>();
    app.UseReadableRequests();
    app.UseRouting();
    app.UseAuthentication();
    app.UseAuthorization();

    app.MapDefaultEndpoints();
    app.MapStaticAssets();
    app.MapAccounts();
    app.MapProtocol();
    app.MapPages();
    app.MapApiDocument();

    return app;
});
