using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aspirate.Cluster.Building.Images;

/// <summary>An image in the form of the OCI image specification. The same content always has the same digest.</summary>
internal sealed class ContainerImage
{
    private const int TagLength = 12;

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public ContainerImage(JsonObject configuration, IReadOnlyList<ImageLayer> layers)
    {
        Layers = layers;
        Configuration = JsonSerializer.SerializeToUtf8Bytes(configuration, Compact);
        ConfigurationDigest = Blob.DigestOf(Configuration);
        Manifest = JsonSerializer.SerializeToUtf8Bytes(ManifestOf(), Compact);
        Digest = Blob.DigestOf(Manifest);
    }

    public byte[] Configuration { get; }

    public string ConfigurationDigest { get; }

    public IReadOnlyList<ImageLayer> Layers { get; }

    public byte[] Manifest { get; }

    /// <summary>What the whole image is addressed by.</summary>
    public string Digest { get; }

    /// <summary>A tag that never means anything else: the beginning of the digest.</summary>
    public string Tag => Blob.Hex(Digest)[..TagLength];

    public long Length => Layers.Sum(layer => layer.Content.Length);

    public JsonObject ReadConfiguration() => JsonNode.Parse(Configuration)!.AsObject();

    private JsonObject ManifestOf() => new()
    {
        ["schemaVersion"] = 2,
        ["mediaType"] = MediaTypes.Manifest,
        ["config"] = Descriptor(MediaTypes.Configuration, Configuration.Length, ConfigurationDigest),
        ["layers"] = new JsonArray([.. Layers.Select(layer => Descriptor(MediaTypes.LayerInImage(layer.Content.MediaType), layer.Content.Length, layer.Content.Digest))]),
    };

    public static JsonObject Descriptor(string mediaType, long size, string digest) => new()
    {
        ["mediaType"] = mediaType,
        ["size"] = size,
        ["digest"] = digest,
    };
}
