using Microsoft.Extensions.DependencyInjection.Extensions;
using Ordering;
using Ordering.Authentication;
using Ordering.Data;
using Ordering.Description;
using Ordering.Orders;
using Ordering.Products;

var builder = WebApplication.CreateSlimBuilder(args);

builder.AddServiceDefaults();
builder.AddServiceDatabase<OrderDbContext, SqliteOrderDbContext, PostgreSqlOrderDbContext>("orderdb");
builder.Services.AddScoped<IDatabaseSeeder<OrderDbContext>, CatalogueSeeder>();
builder.AddTokenAuthentication();
builder.AddOrders();
builder.AddApiDescription();
builder.Services.TryAddSingleton(TimeProvider.System);
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, OrderJson.Default));

// A basket is small; whoever sends more wants something else.
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 64 * 1024);

var app = builder.Build();

app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseAuthentication();
app.UseAuthorization();

var orders = app.MapGroup("/orders");
orders.MapProducts();
orders.MapOrders();
orders.MapApiDescription(app.Environment);
app.MapDefaultEndpoints();

await app.RunAsync();
