using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tests.Clusters;

/// <summary>An API server of a test's own making, for what no well-kept cluster does: refuse, expire, be too old.</summary>
internal sealed class FakeApiServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly TemporaryFolder _folder = new();

    private FakeApiServer(WebApplication application) => _application = application;

    public string Address => _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>A kubeconfig whose context <c>fake</c> is this server.</summary>
    public string Kubeconfig => WriteKubeconfig(Address);

    /// <param name="answer">Answers a request, or does not (<see langword="null"/>), and the server reports its version.</param>
    public static async Task<FakeApiServer> StartAsync(Func<HttpRequest, (HttpStatusCode Status, string Body)?> answer, string minor = "36", Action<Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions>? listen = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, options => listen?.Invoke(options)));
        builder.WebHost.UseKestrelHttpsConfiguration();
        var application = builder.Build();
        application.Run(async context =>
        {
            var (status, body) = answer(context.Request)
                ?? (context.Request.Path.StartsWithSegments("/version", StringComparison.Ordinal) ? (HttpStatusCode.OK, $$"""{"major":"1","minor":"{{minor}}"}""") : (HttpStatusCode.NotFound, Status(404, "NotFound", "not here")));
            context.Response.StatusCode = (int)status;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(body, Encoding.UTF8);
        });
        await application.StartAsync(TestContext.Current.CancellationToken);
        return new(application);
    }

    public static string Status(int code, string reason, string message) =>
        $$"""{"kind":"Status","apiVersion":"v1","status":"Failure","message":{{System.Text.Json.JsonSerializer.Serialize(message)}},"reason":"{{reason}}","code":{{code}}}""";

    /// <summary>A kubeconfig for any address.</summary>
    public string WriteKubeconfig(string address, string user = "token: secret")
    {
        var file = _folder["kubeconfig"];
        File.WriteAllText(file, $$"""
            apiVersion: v1
            kind: Config
            current-context: fake
            contexts:
            - name: fake
              context: { cluster: fake, user: fake, namespace: here }
            - name: other
              context: { cluster: fake, user: fake }
            clusters:
            - name: fake
              cluster: { server: '{{address}}' }
            users:
            - name: fake
              user: { {{user}} }
            """);
        return file;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _folder.Dispose();
    }
}
