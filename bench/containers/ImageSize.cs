using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Containers.Bench;

/// <summary>What of an image is transferred, compressed.</summary>
/// <param name="Base">The layers of .NET's own image, in bytes.</param>
/// <param name="Packages">The layer of packages.</param>
/// <param name="Application">The layer of the service's own files.</param>
internal sealed record ImageSize(long Base, long Packages, long Application)
{
    public static async Task<ImageSize> ReadAsync(HttpClient http, string reference)
    {
        var (registry, rest) = reference.Split('/', 2) switch { var parts => (parts[0], parts[1]) };
        var (name, digest) = rest.Split('@') switch { var parts => (parts[0][..parts[0].LastIndexOf(':')], parts[1]) };
        var scheme = registry.StartsWith("localhost", StringComparison.Ordinal) ? "http" : "https";
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{scheme}://{registry}/v2/{name}/manifests/{digest}");
        request.Headers.Accept.Add(new("application/vnd.oci.image.manifest.v1+json"));
        using var response = (await http.SendAsync(request)).EnsureSuccessStatusCode();
        var layers = (await response.Content.ReadFromJsonAsync<JsonNode>())!["layers"]!.AsArray().Select(layer => (long)layer!["size"]!).ToList();
        return new(layers.SkipLast(2).Sum(), layers[^2], layers[^1]);
    }
}
