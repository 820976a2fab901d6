using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.LocalCluster.Tests.Starting;

/// <summary>An IDE that debugs: its session's server, which the orchestrator asks to start projects (Aspire's "IDE execution").</summary>
public sealed class DebugSessionTests : IAsyncLifetime
{
    private const string Token = "the-token-of-the-session";

    private readonly ConcurrentQueue<(string Type, string Project)> _started = [];
    private readonly SemaphoreSlim _asked = new(0);
    private readonly CancellationTokenSource _ended = new();
    private WebApplication? _ide;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Projects_are_started_by_the_IDE_that_debugs()
    {
        await using var appHost = AppHostProcess.Start(new Dictionary<string, string> { ["DEBUG_SESSION_PORT"] = $"localhost:{Port}", ["DEBUG_SESSION_TOKEN"] = Token });

        // Two replicas of one, one of another.
        for (var i = 0; i < 3; i++)
        {
            (await _asked.WaitAsync(TimeSpan.FromMinutes(1), Cancellation)).ShouldBeTrue($"{_started.Count} of 3 were asked for: {appHost.Output}");
        }

        _started.ShouldAllBe(each => each.Type == "project" && Path.GetFileName(each.Project) == "TestService.csproj");
        appHost.Processes().ShouldNotContain("TestService", "the IDE starts it, and nobody else");
    }

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        _ide = builder.Build();
        _ide.UseWebSockets();
        _ide.MapGet("/info", () => Results.Text("""{ "protocols_supported": ["2024-03-03"], "supported_launch_configurations": ["project"] }""", "application/json"));
        _ide.MapPut("/run_session", (Delegate)StartAsync);
        _ide.MapDelete("/run_session/{id}", () => Results.Ok());
        _ide.Map("/run_session/notify", NotifyAsync);
        await _ide.StartAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _ide!.DisposeAsync();
        _ended.Dispose();
        _asked.Dispose();
    }

    private int Port => new Uri(_ide!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;

    private async Task<IResult> StartAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            return Results.Unauthorized();
        }

        using var request = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var configuration = request.RootElement.GetProperty("launch_configurations")[0];
        _started.Enqueue((configuration.GetProperty("type").GetString()!, configuration.GetProperty("project_path").GetString()!));
        _asked.Release();
        return Results.Created($"/run_session/{_started.Count}", null);
    }

    private async Task NotifyAsync(HttpContext context)
    {
        // It has nothing to tell; it only stays open.
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token, context.RequestAborted);

        try
        {
            await socket.ReceiveAsync(new byte[1], either.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException)
        {
            // The test, or the application, has ended.
        }
    }
}
