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
            await notes.WriteLineAsync($"Left out: {omission}");
        }

        try
        {
            return format switch
            {
                OutputFormat.Helm => HelmChart.Build(ApplicationObjects.Build(description.Application)),
                OutputFormat.Compose => ComposeFile.Build(description.Application),
                _ => KustomizeTree.Build(ApplicationObjects.Build(description.Application)),
            };
        }
        catch (ValidationException violations)
        {
            throw new UserErrorException(violations.Message);
        }
    }
}
