using Order;
using Order.Authentication;
using Order.Data;
using Order.OpenApi;
using Order.Orders;
using Order.Products;
using Order.Web;

return await ServiceProgram.RunAsync("order", () =>
{
    var builder = WebApplication.CreateSlimBuilder(args);
    builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

    builder.AddServiceDefaults();
    builder.AddServiceDatabase<OrderDbContext, SqliteOrderDbContext, PostgreSqlOrderDbContext>("orderdb");
    builder.Services.AddSingleton<ReplicaSignals>();
    builder.Services.AddHostedService(services => services.GetRequiredService<ReplicaSignals>());
    builder.AddTokenAuthentication();
    builder.AddProducts();
    builder.AddOrders();
    builder.AddApiDocument();
    builder.Services.ConfigureHttpJsonOptions(json =>
    {
        json.SerializerOptions.TypeInfoResolverChain.Insert(0, OrderJson.Default);
        json.SerializerOptions.Converters.Add(new StorableText());
    });

    var app = builder.Build();

    app.UseMiddleware<SecurityHeaders>();
    app.UseExceptionHandler();
    app.UseStatusCodePages();
    app.UseReadableRequests();
    app.UseOutputCache();
    app.UseAuthentication();
    app.UseAuthorization();

    // Everything below the service's own path prefix, so that no proxy in front has to rewrite addresses.
    var orders = app.MapGroup("/orders");
    orders.MapProducts();
    orders.MapOrders();
    orders.MapApiDocument(app.Environment);
    app.MapDefaultEndpoints();

    return app;
});
