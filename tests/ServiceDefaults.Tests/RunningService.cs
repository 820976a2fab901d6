using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Tests;

/// <summary>A real service on a port of its own, made of nothing but the defaults and what a test adds.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private RunningService(WebApplication app, CollectedLogs logs)
    {
        App = app;
        Logs = logs;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

        // Another test's telemetry listens to every client of the process, and would have this one send a traceparent of its own making.
        Client = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = Address };
    }

    public WebApplication App { get; }

    public CollectedLogs Logs { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public static async Task<RunningService> StartAsync(
        Action<WebApplicationBuilder>? configure = null,
        Action<WebApplication>? map = null,
        string environment = "Development",
        params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment, ApplicationName = "probe" });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        var logs = new CollectedLogs();
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.AddServiceDefaults();
        configure?.Invoke(builder);

        var app = builder.Build();
        try
        {
            app.UseExceptionHandler();
            app.UseStatusCodePages();
            app.UseReadableRequests();
            map?.Invoke(app);
            app.MapDefaultEndpoints();
            await app.StartAsync(TestContext.Current.CancellationToken);
            return new RunningService(app, logs);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
    }
}
