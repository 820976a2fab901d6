using Aspirate.Cluster.Building.Images;

namespace Aspirate.Cluster.Building.Targets;

/// <summary>A folder with a file for each image, for <c>docker load</c>, <c>podman load</c>, <c>ctr image import</c> or a cluster's own loader.</summary>
internal sealed class ArchiveTarget(string folder) : IImageTarget
{
    public string Description => folder;

    public string? Registry => null;

    public Task CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return Task.CompletedTask;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"Archives cannot be written to {folder}: {failure.Message} Choose another folder with --output-path.");
        }
    }

    public async Task<ImageDelivery> DeliverAsync(ContainerImage image, IReadOnlyList<ImageReference> names, bool force, CancellationToken cancellationToken)
    {
        var references = names.Select(name => name.ToString()).ToList();
        var file = Path.Combine(folder, $"{names[0].Repository.Replace('/', '-')}.tar");
        if (!force && await ImageArchive.IsCurrentAsync(image, references, file, cancellationToken))
        {
            return new(references[0], Change: null);
        }

        var temporary = $"{file}.{Guid.NewGuid():N}.tmp";
        try
        {
            await ImageArchive.WriteAsync(image, references, temporary, cancellationToken);
            File.Move(temporary, file, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }

        return new(references[0], $"wrote {file}, {DataSize.Format(image.Length)}");
    }
}
