using System.Collections.Concurrent;
using Aspirate.Cluster.Building.Images;
using Aspirate.Cluster.Building.Registries;

namespace Aspirate.Cluster.Building.Targets;

/// <summary>A registry.</summary>
internal sealed class RegistryTarget(string registry, DockerLogins logins) : IImageTarget
{
    private readonly RegistryAddress _address = new(registry);
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _sources = new(StringComparer.Ordinal);
    private RegistryLogin? _login;
    private Uri? _uri;

    public string Description => $"the registry {registry}";

    public string? Registry => registry;

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        _login = await logins.FindAsync(_address, cancellationToken);
        _uri = await RegistryProbe.FindAsync(_address, _login, cancellationToken);
    }

    public async Task<ImageDelivery> DeliverAsync(ContainerImage image, IReadOnlyList<ImageReference> names, bool force, CancellationToken cancellationToken)
    {
        if (_uri is null)
        {
            await CheckAsync(cancellationToken);
        }

        using var repository = new RegistryRepository(_address, _uri!, names[0].Repository, _login);
        var reference = $"{names[0]}@{image.Digest}";
        var tags = new List<string>();
        foreach (var name in names)
        {
            if (force || await repository.ResolveAsync(name.Tag, cancellationToken) != image.Digest)
            {
                tags.Add(name.Tag);
            }
        }

        if (tags.Count == 0)
        {
            return new(reference, Change: null);
        }

        long sent = 0;
        if (force || tags.Contains(names[0].Tag))
        {
            foreach (var layer in image.Layers)
            {
                sent += await AddAsync(repository, layer.Content, cancellationToken);
            }

            sent += await repository.AddConfigurationAsync(image, cancellationToken);
        }

        // Content first, so that no tag ever names half an image.
        foreach (var tag in tags)
        {
            await repository.TagAsync(image, tag, cancellationToken);
        }

        return new(reference, $"pushed {DataSize.Format(sent)}");
    }

    // Images of one build share layers: the first one to need a layer sends it, the others have the registry take it from there.
    private async Task<long> AddAsync(RegistryRepository repository, Blob layer, CancellationToken cancellationToken)
    {
        long sent = 0;
        var first = new Lazy<Task<string>>(async () =>
        {
            sent = await repository.AddAsync(layer, elsewhere: null, cancellationToken);
            return repository.Name;
        });
        var source = _sources.GetOrAdd(layer.Digest, first);
        var owner = await source.Value;
        return ReferenceEquals(source, first) ? sent : await repository.AddAsync(layer, owner, cancellationToken);
    }
}
