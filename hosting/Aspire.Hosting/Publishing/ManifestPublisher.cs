using System.Text.Encodings.Web;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Publishing;

/// <summary>Writes the manifest, <c>aspire-manifest.json</c>.</summary>
internal sealed class ManifestPublisher(DistributedApplicationExecutionContext executionContext, AppHostLocation appHost, IOptions<PipelineOptions> options)
{
    private const string FileName = "aspire-manifest.json";

    internal async Task PublishAsync(DistributedApplicationModel model, CancellationToken cancellationToken)
    {
        var path = ManifestPath();
        using var manifest = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(manifest, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            await new ManifestPublishingContext(executionContext, path, writer, cancellationToken).WriteModelAsync(model);
        }

        // Only a whole manifest takes the place of the old one.
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var temporary = $"{path}.{Path.GetRandomFileName()}";
            await File.WriteAllBytesAsync(temporary, manifest.ToArray(), cancellationToken);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"The manifest cannot be written to '{path}': {exception.Message} Choose another --output-path.", exception);
        }
    }

    /// <summary>The path may name the file, or the directory to put it in.</summary>
    private string ManifestPath()
    {
        if (options.Value.OutputPath is not { Length: > 0 } path)
        {
            return Path.Combine(appHost.Directory, FileName);
        }

        var full = Path.GetFullPath(path);
        return Directory.Exists(full) || !Path.HasExtension(full) ? Path.Combine(full, FileName) : full;
    }
}
