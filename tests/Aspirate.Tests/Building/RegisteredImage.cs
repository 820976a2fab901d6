using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aspirate.Tests.Building;

/// <summary>Puts an image of somebody else into a <see cref="TestRegistry"/>, which says of itself what a test is about.</summary>
internal static class RegisteredImage
{
    /// <summary>An image for one platform.</summary>
    public static byte[] AddImage(this TestRegistry registry, string repository, string tag, object config)
    {
        var configuration = JsonSerializer.SerializeToUtf8Bytes(new { architecture = "amd64", os = "linux", config });
        var manifest = JsonSerializer.SerializeToUtf8Bytes(new
        {
            schemaVersion = 2,
            mediaType = "application/vnd.oci.image.manifest.v1+json",
            config = new { mediaType = "application/vnd.oci.image.config.v1+json", size = configuration.Length, digest = TestRegistry.Digest(configuration) },
            layers = Array.Empty<object>(),
        });
        registry.Add(repository, tag, manifest, configuration);
        return manifest;
    }

    /// <summary>An image for several platforms, in their order.</summary>
    public static void AddIndex(this TestRegistry registry, string repository, string tag, params (string System, string Architecture, object Config)[] platforms) =>
        registry.Add(repository, tag, JsonSerializer.SerializeToUtf8Bytes(new
        {
            schemaVersion = 2,
            mediaType = "application/vnd.oci.image.index.v1+json",
            manifests = platforms.Select((platform, index) => new
            {
                mediaType = "application/vnd.oci.image.manifest.v1+json",
                digest = TestRegistry.Digest(registry.AddImage(repository, $"{tag}-{index}", platform.Config)),
                platform = new { os = platform.System, architecture = platform.Architecture },
            }),
        }));

    /// <summary>The part of a configuration that the tests are about.</summary>
    public static JsonObject Config(string? user = null, string[]? ports = null, string[]? volumes = null) => new()
    {
        ["User"] = user ?? "",
        ["ExposedPorts"] = ports is null ? null : new JsonObject(ports.Select(port => KeyValuePair.Create(port, (JsonNode?)new JsonObject()))),
        ["Volumes"] = volumes is null ? null : new JsonObject(volumes.Select(volume => KeyValuePair.Create(volume, (JsonNode?)new JsonObject()))),
    };
}
