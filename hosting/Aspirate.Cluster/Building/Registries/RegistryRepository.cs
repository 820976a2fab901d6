using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aspirate.Cluster.Building.Images;

namespace Aspirate.Cluster.Building.Registries;

/// <summary>One repository of a registry, by the protocol of the OCI distribution specification.</summary>
internal sealed class RegistryRepository : IDisposable
{
    private readonly HttpClient _http;
    private readonly RegistryAddress _registry;

    public RegistryRepository(RegistryAddress registry, Uri address, string name, RegistryLogin? login)
    {
        _registry = registry;
        Name = name;
        _http = new(new RegistryAuthentication(address, login, new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10) }))
        {
            BaseAddress = address,
            Timeout = Timeout.InfiniteTimeSpan, // a layer may take any time; what does not answer at all is found by the connection's timeout
        };
    }

    public string Name { get; }

    /// <summary>The digest of the image that a tag names; <see langword="null"/> when there is none.</summary>
    public async Task<string?> ResolveAsync(string tag, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(ManifestRequest(HttpMethod.Head, tag), cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        await EnsureAsync(response, cancellationToken);
        return response.Headers.TryGetValues("Docker-Content-Digest", out var digest) ? digest.First() : null;
    }

    /// <summary>Reads what a tag or a digest names: an image, or a list of images for several platforms.</summary>
    /// <param name="reference">The tag or digest.</param>
    /// <param name="maxBytes">The most that is read.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Its digest and its bytes.</returns>
    /// <exception cref="UserErrorException">The registry cannot be reached, refuses, or does not have it.</exception>
    public async Task<(string Digest, byte[] Content)> ReadManifestAsync(string reference, int maxBytes, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(ManifestRequest(HttpMethod.Get, reference), cancellationToken);
        var content = await ReadAsync(response, maxBytes, cancellationToken);
        return (Blob.DigestOf(content), content);
    }

    /// <summary>Reads a small piece of an image's content.</summary>
    /// <exception cref="UserErrorException">The registry cannot be reached, refuses, or does not have it.</exception>
    public async Task<byte[]> ReadBlobAsync(string digest, int maxBytes, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(new(HttpMethod.Get, $"v2/{Name}/blobs/{digest}"), cancellationToken);
        return await ReadAsync(response, maxBytes, cancellationToken);
    }

    /// <summary>Makes sure that the repository has a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="elsewhere">A repository of the same registry that has it, from which it need not be sent again.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The number of bytes that were sent.</returns>
    public Task<long> AddAsync(Blob layer, string? elsewhere, CancellationToken cancellationToken) =>
        AddAsync(layer.Digest, layer.Open, elsewhere, cancellationToken);

    /// <summary>Makes sure that the repository has the image's configuration.</summary>
    /// <returns>The number of bytes that were sent.</returns>
    public Task<long> AddConfigurationAsync(ContainerImage image, CancellationToken cancellationToken) =>
        AddAsync(image.ConfigurationDigest, () => new MemoryStream(image.Configuration), elsewhere: null, cancellationToken);

    private async Task<long> AddAsync(string digest, Func<Stream> open, string? elsewhere, CancellationToken cancellationToken)
    {
        using (var known = await SendAsync(new(HttpMethod.Head, $"v2/{Name}/blobs/{digest}"), cancellationToken))
        {
            if (known.IsSuccessStatusCode)
            {
                return 0;
            }

            if (known.StatusCode != HttpStatusCode.NotFound)
            {
                await EnsureAsync(known, cancellationToken);
            }
        }

        var mount = elsewhere is null || elsewhere == Name ? "" : $"?mount={Uri.EscapeDataString(digest)}&from={Uri.EscapeDataString(elsewhere)}";
        using var begun = await SendAsync(new(HttpMethod.Post, $"v2/{Name}/blobs/uploads/{mount}"), cancellationToken);
        await EnsureAsync(begun, cancellationToken);
        if (begun.StatusCode == HttpStatusCode.Created)
        {
            return 0;
        }

        var location = begun.Headers.Location ?? throw Refused("it names no address for an upload");
        var upload = new UriBuilder(new Uri(_http.BaseAddress!, location));
        upload.Query = $"{upload.Query.TrimStart('?')}&digest={Uri.EscapeDataString(digest)}".TrimStart('&');

        await using var content = open();
        using var body = new StreamContent(content) { Headers = { ContentType = new("application/octet-stream"), ContentLength = content.Length } };
        using var sent = await SendAsync(new(HttpMethod.Put, upload.Uri) { Content = body }, cancellationToken);
        await EnsureAsync(sent, cancellationToken);
        return content.Length;
    }

    /// <summary>Gives an image a name, after its content was added.</summary>
    public async Task TagAsync(ContainerImage image, string tag, CancellationToken cancellationToken)
    {
        using var body = new ByteArrayContent(image.Manifest) { Headers = { ContentType = new(MediaTypes.Manifest) } };
        using var response = await SendAsync(new(HttpMethod.Put, $"v2/{Name}/manifests/{tag}") { Content = body }, cancellationToken);
        await EnsureAsync(response, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage ManifestRequest(HttpMethod method, string reference)
    {
        var request = new HttpRequestMessage(method, $"v2/{Name}/manifests/{reference}");
        foreach (var type in new[] { MediaTypes.Manifest, MediaTypes.Index, MediaTypes.DockerManifest, MediaTypes.DockerIndex })
        {
            request.Headers.Accept.Add(new(type));
        }

        return request;
    }

    private async Task<byte[]> ReadAsync(HttpResponseMessage response, int maxBytes, CancellationToken cancellationToken)
    {
        await EnsureAsync(response, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var content = new MemoryStream();
        var buffer = new byte[1 << 14];
        while (await stream.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            content.Write(buffer, 0, read);
            if (content.Length > maxBytes)
            {
                throw Refused($"its answer is longer than {maxBytes} bytes");
            }
        }

        return content.ToArray();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException failure)
        {
            throw RegistryErrors.Unreachable(_registry, failure);
        }
    }

    private async Task EnsureAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        throw response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => RegistryErrors.LoginNeeded(_registry, Name),
            HttpStatusCode.Forbidden => new UserErrorException(
                $"The registry {_registry.Name} does not let this login write {Name}. Log in as somebody who may with: docker login {_registry.Name}, or choose another repository with -crp."),
            _ => Refused($"{(int)response.StatusCode} {await ReasonAsync(response, cancellationToken)}"),
        };
    }

    private UserErrorException Refused(string reason) => new($"The registry {_registry.Name} did not take {Name}: {reason}. Check the registry (-cr) and the repository prefix (-crp).");

    private static async Task<string> ReasonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var error = (await response.Content.ReadFromJsonAsync<JsonNode>(cancellationToken))?["errors"]?[0];
            return (string?)error?["message"] ?? response.ReasonPhrase ?? "";
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or NotSupportedException)
        {
            return response.ReasonPhrase ?? "";
        }
    }
}
