using System.Collections.Concurrent;
using System.Globalization;
using Aspirate.Cluster.Building.Dockerfiles;
using Aspirate.Cluster.Building.Images;
using Aspirate.Cluster.Building.Projects;
using Aspirate.Cluster.Building.Targets;
using Aspirate.Cluster.Deploying;

namespace Aspirate.Cluster.Building;

/// <summary>Builds the images of an application and brings those that have changed to a target.</summary>
internal sealed class ImageBuild(IImageTarget target, DeploymentOutput console, TimeProvider time)
{
    /// <returns>Image names and full references.</returns>
    /// <exception cref="UserErrorException">It could not; the record of the images that were built last is as it was.</exception>
    public async Task<IReadOnlyDictionary<string, string>> RunAsync(BuildRequest request, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        await target.CheckAsync(cancellationToken);
        var projects = request.Images.Where(image => image.Project is not null).ToList();
        var dockerfiles = request.Images.Where(image => image.Project is null).ToList();
        var engine = dockerfiles.Count > 0 ? await DockerfileImages.CheckAsync(request, dockerfiles, ContainerEngine.All, cancellationToken) : null;

        using var folder = BuildFolder.Take(BuiltImages.FolderIn(request.AppHostDirectory));
        IReadOnlyDictionary<string, string> archives = new Dictionary<string, string>();
        if (projects.Count > 0)
        {
            await console.ShowWork(
                $"Publishing {string.Join(", ", projects.Select(image => image.Name))}",
                async () => archives = await new ProjectImages(console.Error).MakeAsync(request, projects, folder.Path, cancellationToken));
        }

        var blobs = new BlobFolder(Path.Combine(folder.Path, "blobs"));

        // Each one once, whether it is wanted for itself or for the files in it.
        var made = new Dictionary<string, Lazy<Task<ContainerImage>>>(StringComparer.Ordinal);
        foreach (var source in request.Images)
        {
            made.Add(source.Name, new(() => CompleteAsync(source, cancellationToken)));
        }

        var references = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var delivered = request.Images.Where(image => image.BuildOnly is not true).ToList();
        var width = delivered.Max(image => image.Name.Length);
        var changes = 0;
        await Parallel.ForEachAsync(
            delivered,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
            async (source, cancel) =>
            {
                var image = await made[source.Name].Value;
                var delivery = await target.DeliverAsync(image, NamesOf(source, image, request), request.Force, cancel);
                references[source.Name] = delivery.Reference;
                Interlocked.Add(ref changes, delivery.Change is null ? 0 : 1);
                await console.Output.WriteLineAsync($"  {source.Name.PadRight(width)}  {delivery.Reference.Split('@')[0]}  {delivery.Change ?? "unchanged"}");
            });

        var inOrder = delivered.Select(image => KeyValuePair.Create(image.Name, references[image.Name])).ToList();
        await BuiltImages.WriteAsync(request.AppHostDirectory, inOrder, cancellationToken);
        await console.Output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{delivered.Count} images for {target.Description}, {changes} changed, in {time.GetElapsedTime(started).TotalSeconds:0.0} s."));
        return inOrder.ToDictionary(StringComparer.Ordinal);

        async Task<ContainerImage> CompleteAsync(ImageSource source, CancellationToken cancel)
        {
            var image = await MakeAsync(source, cancel);
            foreach (var files in source.Files ?? [])
            {
                if (!made.TryGetValue(files.From, out var from))
                {
                    throw new UserErrorException($"The image '{source.Name}' takes files of '{files.From}', which is not among the images of the tree. It is generated; write it anew with: aspirate generate");
                }

                image = await CopiedFilesLayer.AddAsync(image, await from.Value, files, blobs, cancel);
            }

            return image;
        }

        async Task<ContainerImage> MakeAsync(ImageSource source, CancellationToken cancel)
        {
            if (source.Project is not null)
            {
                return await ReproducibleImage.MakeAsync(await ImageArchive.ReadAsync(archives[source.Name], blobs, cancel), blobs, cancel);
            }

            var archive = Path.Combine(folder.Path, $"{Guid.NewGuid():N}.tar");
            await new DockerfileImages(console.Error).MakeAsync(engine!, request, source, archive, cancel);
            try
            {
                return await ImageArchive.ReadAsync(archive, blobs, cancel);
            }
            catch (InvalidDataException)
            {
                throw new UserErrorException($"What {engine!.Program} saves is no OCI image layout. Use Docker 25 or newer, or Podman.");
            }
        }
    }

    // The one by content is what the cluster is told; the others are for people, and for "kubectl apply" of the tree as it is.
    private List<ImageReference> NamesOf(ImageSource source, ContainerImage image, BuildRequest request)
    {
        var name = ImageReference.Parse(source.Name);
        var repository = string.IsNullOrEmpty(request.RepositoryPrefix)
            ? name.Repository
            : $"{request.RepositoryPrefix.Trim('/')}/{name.Repository[(name.Repository.LastIndexOf('/') + 1)..]}";
        var tags = request.Tags.Count > 0 ? request.Tags : source.Tag is { } tag ? [tag] : [];
        return [.. tags.Prepend(image.Tag).Distinct(StringComparer.Ordinal).Select(tag => new ImageReference(target.Registry, repository, tag))];
    }
}
