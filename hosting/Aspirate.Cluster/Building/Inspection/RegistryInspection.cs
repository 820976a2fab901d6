using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aspirate.Cluster.Building.Registries;

namespace Aspirate.Cluster.Building.Inspection;

/// <summary>Asks an image's registry for its configuration: of an image for several platforms, that of this machine's or else of the first one for Linux.</summary>
internal sealed class RegistryInspection(DockerLogins logins, ImageFactsCache cache)
{
    // A configuration lists the history of its layers, and is small all the same.
    private const int MaxBytes = 8 << 20;

    /// <exception cref="UserErrorException">The registry cannot be reached, refuses, or has no such image.</exception>
    /// <exception cref="JsonException">What it answers is no image.</exception>
    public async Task<ImageFacts> AskAsync(InspectedImage image, CancellationToken cancellationToken)
    {
        if (image.Digest is { } known && cache.Find(known) is { } kept)
        {
            return Named(kept, image, known);
        }

        var registry = new RegistryAddress(image.Registry);
        var login = await logins.FindStoredAsync(registry, cancellationToken);
        UserErrorException? unreachable = null;
        foreach (var address in registry.Candidates)
        {
            using var repository = new RegistryRepository(registry, address, image.Repository, login);
            try
            {
                return await AskAsync(repository, image, cancellationToken);
            }
            catch (UserErrorException failure) when (failure.InnerException is HttpRequestException)
            {
                unreachable = failure;
            }
        }

        throw unreachable!;
    }

    private async Task<ImageFacts> AskAsync(RegistryRepository repository, InspectedImage image, CancellationToken cancellationToken)
    {
        var (digest, manifest) = await repository.ReadManifestAsync(image.Digest ?? image.Tag, MaxBytes, cancellationToken);
        if (cache.Find(digest) is { } kept)
        {
            return Named(kept, image, digest);
        }

        var root = JsonNode.Parse(manifest);
        if (root?["manifests"] is JsonArray platforms)
        {
            var chosen = (string?)(platforms.FirstOrDefault(IsOfThisMachine) ?? platforms.FirstOrDefault(IsForLinux) ?? platforms.FirstOrDefault())?["digest"]
                ?? throw new JsonException("the index names no image");
            root = JsonNode.Parse((await repository.ReadManifestAsync(chosen, MaxBytes, cancellationToken)).Content);
        }

        var configuration = (string?)root?["config"]?["digest"] ?? throw new JsonException("the manifest names no configuration");
        var facts = ImageConfigurationReader.Read(image.Name, digest, JsonNode.Parse(await repository.ReadBlobAsync(configuration, MaxBytes, cancellationToken))?["config"]);
        cache.Keep(digest, facts);
        return facts;
    }

    private static ImageFacts Named(ImageFacts kept, InspectedImage image, string digest) =>
        new() { Name = image.Name, Digest = digest, User = kept.User, Ports = kept.Ports, Volumes = kept.Volumes };

    private static bool IsForLinux(JsonNode? platform) => (string?)platform?["platform"]?["os"] == "linux";

    private static bool IsOfThisMachine(JsonNode? platform) => IsForLinux(platform)
        && (string?)platform!["platform"]!["architecture"] == (RuntimeInformation.OSArchitecture is Architecture.Arm64 ? "arm64" : "amd64");
}
