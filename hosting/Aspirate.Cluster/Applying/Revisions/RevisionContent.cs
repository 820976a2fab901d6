using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aspirate.Cluster.Applying.Revisions;

/// <summary>How a revision is stored: compressed JSON, so that a large application fits into the megabyte that a Secret may have.</summary>
internal static class RevisionContent
{
    public static byte[] Write(string? application, DateTimeOffset time, string description, IEnumerable<ClusterObject> objects)
    {
        var content = new JsonObject
        {
            ["application"] = application,
            ["time"] = time.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            ["description"] = description,
            ["objects"] = new JsonArray([.. objects.Select(item => WithoutValues(item).Json.DeepClone())]),
        };

        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(content.ToJsonString()));
        }

        return compressed.ToArray();
    }

    /// <exception cref="InvalidDataException">It is no content of a revision.</exception>
    public static (string? Application, DateTimeOffset Time, string Description, IReadOnlyList<ClusterObject> Objects) Read(byte[] stored)
    {
        try
        {
            using var gzip = new GZipStream(new MemoryStream(stored), CompressionMode.Decompress);
            var content = JsonNode.Parse(gzip)!.AsObject();
            return (
                content["application"]?.GetValue<string>(),
                content["time"]!.GetValue<DateTimeOffset>(),
                content["description"]!.GetValue<string>(),
                [.. content["objects"]!.AsArray().Select(item => new ClusterObject(item!.DeepClone().AsObject()))]);
        }
        catch (Exception damaged) when (damaged is JsonException or NullReferenceException or InvalidOperationException or FormatException or ClusterException)
        {
            throw new InvalidDataException(damaged.Message, damaged);
        }
    }

    /// <summary>An object as a revision may keep it: a Secret without values, and without anything from which one could be guessed.</summary>
    public static ClusterObject WithoutValues(ClusterObject item)
    {
        if (!item.IsSecret)
        {
            return item;
        }

        var copy = item.Json.DeepClone().AsObject();
        copy.Remove("data");
        copy.Remove("stringData");
        return new(copy);
    }
}
