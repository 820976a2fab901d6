using Frontend.Baskets;
using Frontend.Components;
using Frontend.Data;
using Frontend.Orders;
using Frontend.SignIn;
using Frontend.Web;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddData();
builder.AddSignIn();
builder.AddOrders();
builder.Services.AddScoped<Basket>();
builder.Services.AddRazorComponents();
builder.AddSharedDataProtection<FrontendDbContext>("frontend");

// Styles, scripts and pictures are found when the program runs from its build output, too; a published one ignores this.
builder.WebHost.UseStaticWebAssets();

var app = builder.Build();

app.UseMiddleware<SecurityHeaders>();
app.UseFailurePages();
app.UseRouting();
app.UseMiddleware<UncachedPages>();
app.UseAuthentication();
app.UseAuthorization();
app.UseOwnFormsOnly();

app.MapDefaultEndpoints();

// Short-circuited: files are the same for everybody, so nobody's session is read for them.
app.MapStaticAssets().ShortCircuit();
app.MapSignIn();
app.MapOrderEvents();
app.MapRazorComponents<App>();

await app.RunAsync();
