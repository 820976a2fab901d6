using Aspirate.Cluster;
using Aspirate.Manifest;
using Aspire.Hosting.Kubernetes.Objects;
using Aspire.Hosting.Kubernetes.Output;
using Aspire.Hosting.Kubernetes.Publishing;
using Aspire.Hosting.Kubernetes.Validation;

namespace Aspirate.Generation;

/// <summary>Generates from an <c>aspire-manifest.json</c>, whoever has written it.</summary>
internal sealed class ManifestGenerator(TextWriter notes)
{
    /// <param name="manifestPath">The manifest.</param>
    /// <param name="options">What it does not say.</param>
    /// <param name="format">What is generated.</param>
    /// <param name="folder">The folder that the tree will be written to.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="UserErrorException">The manifest is none, or does not give valid objects.</exception>
    public async Task<FileTree> GenerateAsync(string manifestPath, ManifestDescriptionOptions options, OutputFormat format, string folder, CancellationToken cancellationToken)
    {
        var manifest = await ManifestReader.ReadAsync(manifestPath, cancellationToken);
        var directory = Path.GetDirectoryName(Path.GetFullPath(manifestPath))!;
        var description = ManifestDescriber.Describe(manifest, directory, options);
        await WriteAsync(description.Omissions);
        var application = await ImageInquiry.CompleteAsync(description.Application, options.InspectImages, folder, cancellationToken);

        try
        {
            if (format is OutputFormat.Compose)
            {
                var sources = options.SourceDirectory ?? directory;
                await WriteAsync(ComposeFile.RemarksOn(application, sources));
                return ComposeFile.Build(application, sources, folder);
            }

            var objects = ApplicationObjects.Build(application);
            await WriteAsync(objects.Application.Remarks);
            return format is OutputFormat.Helm ? HelmChart.Build(objects) : KustomizeTree.Build(objects);
        }
        catch (ValidationException violations)
        {
            throw new UserErrorException(violations.Message);
        }
    }

    private async Task WriteAsync(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            await notes.WriteLineAsync(line);
        }
    }
}
