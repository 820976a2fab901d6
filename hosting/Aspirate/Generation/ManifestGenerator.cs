using Aspirate.Cluster;
using Aspirate.Manifest;
using Aspire.Hosting.Kubernetes.Objects;
using Aspire.Hosting.Kubernetes.Output;
using Aspire.Hosting.Kubernetes.Validation;

namespace Aspirate.Generation;

/// <summary>Generates from an <c>aspire-manifest.json</c>, whoever has written it.</summary>
internal sealed class ManifestGenerator(TextWriter notes)
{
    /// <exception cref="UserErrorException">The manifest is none, or does not give valid objects.</exception>
    public async Task<FileTree> GenerateAsync(string manifestPath, ManifestDescriptionOptions options, OutputFormat format, CancellationToken cancellationToken)
    {
        var manifest = await ManifestReader.ReadAsync(manifestPath, cancellationToken);
        var description = ManifestDescriber.Describe(manifest, Path.GetDirectoryName(Path.GetFullPath(manifestPath))!, options);
        foreach (var omission in description.Omissions)
        {
            await notes.WriteLineAsync(omission);
        }

        try
        {
            if (format is OutputFormat.Compose)
            {
                return ComposeFile.Build(description.Application);
            }

            var objects = ApplicationObjects.Build(description.Application);
            foreach (var remark in objects.Application.Remarks)
            {
                await notes.WriteLineAsync(remark);
            }

            return format is OutputFormat.Helm ? HelmChart.Build(objects) : KustomizeTree.Build(objects);
        }
        catch (ValidationException violations)
        {
            throw new UserErrorException(violations.Message);
        }
    }
}
