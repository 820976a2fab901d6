using System.Text.Json.Nodes;

namespace Aspirate.Cluster.Building.Images;

/// <summary>
/// Takes out of an image of the SDK what is not of its content: the moment it was made (SDK 10 writes it into every file's entry,
/// beside the process's number, into the configuration and into its history), and the order in which the disk lists files.
/// </summary>
internal static class ReproducibleImage
{
    private const string Created = "created";

    private const string Sdk = ".NET SDK";

    /// <summary>The moment that everything was made, as in other reproducible images.</summary>
    private const string Epoch = "1970-01-01T00:00:00Z";

    /// <param name="image">An image as the SDK makes it: the layers of its base, and one with the published files.</param>
    /// <param name="blobs">Where its new layers are kept.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<ContainerImage> MakeAsync(ContainerImage image, BlobFolder blobs, CancellationToken cancellationToken)
    {
        var applicationLayers = await ApplicationLayers.MakeAsync(image.Layers[^1].Content, blobs, cancellationToken);
        var layers = image.Layers.SkipLast(1).Concat(applicationLayers.Select(layer => layer.Layer)).ToList();

        var configuration = image.ReadConfiguration();
        configuration[Created] = Epoch;
        configuration["rootfs"]!["diff_ids"] = new JsonArray([.. layers.Select(layer => JsonValue.Create(layer.DiffId))]);

        var history = configuration["history"]!.AsArray();

        // Its own step, and those that it makes up for layers of a base that does not tell its history.
        foreach (var step in history.Where(step => (string?)step!["author"] == Sdk))
        {
            step![Created] = Epoch;
        }

        var made = history[^1]!;
        history.RemoveAt(history.Count - 1);
        foreach (var (_, comment) in applicationLayers)
        {
            var step = made.DeepClone();
            step["comment"] = comment;
            history.Add(step);
        }

        return new(configuration, layers);
    }
}
