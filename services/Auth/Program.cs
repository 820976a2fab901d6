using Auth.Accounts;
using Auth.Data;
using Auth.OpenApi;
using Auth.Pages;
using Auth.Protocol;
using Auth.Signing;
using Microsoft.Extensions.Options;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.WebHost.ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 64 * 1024;
    });

    builder.AddServiceDefaults();
    builder.AddServiceDatabase<AuthDbContext, SqliteAuthDbContext, PostgreSqlAuthDbContext>("authdb");
    builder.AddSigningKeys();
    builder.AddProtocol();
    builder.AddAccounts();
    builder.AddPages();
    builder.AddApiDocument();
    builder.Services.AddAuthorization();

    // In Development too, a malformed request is the client's mistake (400) and not an exception of this service.
    builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);
    builder.AddSharedDataProtection<AuthDbContext>("auth");

    var app = builder.Build();
    app.Services.GetRequiredService<IStartupValidator>().Validate();

    app.UseExceptionHandler();
    app.UseStatusCodePages();
    app.UseMiddleware<PublicAddressMiddleware>();
    app.UseMiddleware<SecurityHeadersMiddleware>();
    app.UseRouting();
    app.UseAuthentication();
    app.UseAuthorization();

    app.MapDefaultEndpoints();
    app.MapStaticAssets();
    app.MapAccounts();
    app.MapProtocol();
    app.MapPages();
    app.MapApiDocument();

    await app.RunAsync();
    return 0;
}
catch (OptionsValidationException exception)
{
    // A mistake in the configuration: say what is wrong, not where it was noticed.
    foreach (var failure in exception.Failures)
    {
        await Console.Error.WriteLineAsync($"auth: {failure}");
    }

    return 1;
}
