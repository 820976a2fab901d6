using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Aspirate.Tests.Building;

/// <summary>A container registry in this process: what the OCI distribution specification asks of one, and what registries refuse.</summary>
internal sealed class TestRegistry : IAsyncDisposable
{
    private const string Password = "open-sesame";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, byte[]> _blobs = new();
    private readonly ConcurrentDictionary<string, byte[]> _manifests = new();

    private TestRegistry(WebApplication app) => _app = app;

    public enum Admission
    {
        Everybody,
        BasicLogin,
        TokenLogin,
        AnonymousToken,
        ReadOnly,
    }

    // The SDK speaks plain HTTP to this name.
    public string Name => $"localhost:{new Uri(_app.Urls.First()).Port}";

    public static string LoginOfDocker => Convert.ToBase64String(Encoding.UTF8.GetBytes($"ada:{Password}"));

    /// <summary>What was asked for, in order: method and path.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public IEnumerable<string> Tags => _manifests.Keys.Where(key => !key.Contains("sha256:", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    public byte[] Manifest(string repository, string tag) => _manifests[$"{repository}:{tag}"];

    public static async Task<TestRegistry> StartAsync(Admission admission = Admission.Everybody)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var registry = new TestRegistry(builder.Build());
        registry._app.Run(context => registry.AnswerAsync(context, admission));
        await registry._app.StartAsync();
        return registry;
    }

    /// <summary>Puts an image there, as if somebody had pushed it.</summary>
    public void Add(string repository, string tag, byte[] manifest, params byte[][] blobs)
    {
        foreach (var blob in blobs)
        {
            _blobs[$"{repository}@{Digest(blob)}"] = blob;
        }

        _manifests[$"{repository}:{tag}"] = manifest;
        _manifests[$"{repository}:{Digest(manifest)}"] = manifest;
    }

    public static string Digest(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, Admission admission)
    {
        var (request, response) = (context.Request, context.Response);
        var path = request.Path.Value!;
        Requests.Enqueue($"{request.Method} {path}{request.QueryString}");
        if (path == "/token")
        {
            response.StatusCode = admission == Admission.AnonymousToken || IsAda(request) ? 200 : 401;
            await response.WriteAsJsonAsync(new { token = $"{request.Query["scope"]}" });
        }
        else if (Challenge(request, path, admission) is { } challenge)
        {
            response.StatusCode = 401;
            response.Headers.WWWAuthenticate = challenge;
        }
        else if (admission == Admission.ReadOnly && request.Method is "POST" or "PUT")
        {
            response.StatusCode = 403;
        }
        else if (path == "/v2/")
        {
            response.StatusCode = 200;
        }
        else
        {
            var parts = path["/v2/".Length..].Split('/');
            var kind = Array.FindLastIndex(parts, part => part is "blobs" or "manifests");
            await AnswerAsync(context, string.Join('/', parts[..kind]), parts[kind], parts[^1]);
        }
    }

    private async Task AnswerAsync(HttpContext context, string repository, string kind, string reference)
    {
        var (request, response) = (context.Request, context.Response);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        switch (request.Method, kind)
        {
            case ("POST", "blobs") when request.Query["from"] is [{ } source] && _blobs.TryGetValue($"{source}@{request.Query["mount"]}", out var mounted):
                _blobs[$"{repository}@{request.Query["mount"]}"] = mounted;
                response.StatusCode = 201;
                break;

            case ("POST", "blobs"):
                response.StatusCode = 202;
                response.Headers.Location = $"/v2/{repository}/blobs/uploads/{Guid.NewGuid():N}?state=begun";
                break;

            case ("PUT", "blobs"):
                response.StatusCode = request.Query["digest"] == Digest(body.ToArray()) ? 201 : 400;
                _blobs[$"{repository}@{request.Query["digest"]}"] = body.ToArray();
                break;

            case ("PUT", "manifests"):
                Add(repository, reference, body.ToArray());
                response.StatusCode = 201;
                break;

            default:
                var found = kind == "blobs" ? _blobs.GetValueOrDefault($"{repository}@{reference}") : _manifests.GetValueOrDefault($"{repository}:{reference}");
                response.StatusCode = found is null ? 404 : 200;
                if (found is not null)
                {
                    response.ContentType = kind == "manifests" ? "application/vnd.oci.image.manifest.v1+json" : "application/octet-stream";
                    response.ContentLength = found.Length;
                    response.Headers["Docker-Content-Digest"] = Digest(found);
                    if (request.Method == "GET")
                    {
                        await response.Body.WriteAsync(found);
                    }
                }

                break;
        }
    }

    private static string? Challenge(HttpRequest request, string path, Admission admission) => admission switch
    {
        Admission.BasicLogin when !IsAda(request) => "Basic realm=\"test\"",
        Admission.TokenLogin or Admission.AnonymousToken when ScopeFor(request, path) is var scope && request.Headers.Authorization != $"Bearer {scope}" =>
            $"Bearer realm=\"http://{request.Host}/token\",service=\"test\",scope=\"{scope}\"",
        _ => null,
    };

    private static string ScopeFor(HttpRequest request, string path) => path == "/v2/" ? "registry" : request.Method is "POST" or "PUT" ? "push" : "pull";

    private static bool IsAda(HttpRequest request) => request.Headers.Authorization == $"Basic {LoginOfDocker}";
}
