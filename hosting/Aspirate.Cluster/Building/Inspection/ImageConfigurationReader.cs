using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aspirate.Cluster.Building.Inspection;

/// <summary>Reads an image's configuration, which the OCI image specification and Docker write alike.</summary>
/// <remarks><see href="https://github.com/opencontainers/image-spec/blob/main/config.md"/></remarks>
internal static class ImageConfigurationReader
{
    /// <param name="name">The image, as its workloads name it.</param>
    /// <param name="digest">The digest of the image.</param>
    /// <param name="config">The part <c>config</c>; nothing when the image says nothing.</param>
    /// <exception cref="JsonException">It has another form.</exception>
    public static ImageFacts Read(string name, string? digest, JsonNode? config)
    {
        try
        {
            return new()
            {
                Name = name,
                Digest = digest,
                User = (string?)config?["User"] is { Length: > 0 } user ? user : null,
                Ports = Keys(config?["ExposedPorts"]),
                Volumes = Keys(config?["Volumes"]),
            };
        }
        catch (Exception other) when (other is InvalidOperationException or FormatException)
        {
            throw new JsonException(other.Message, other);
        }
    }

    private static List<string>? Keys(JsonNode? node) => node is JsonObject { Count: > 0 } entries ? [.. entries.Select(entry => entry.Key).Order(StringComparer.Ordinal)] : null;
}
