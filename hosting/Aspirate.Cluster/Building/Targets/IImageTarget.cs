using Aspirate.Cluster.Building.Images;

namespace Aspirate.Cluster.Building.Targets;

/// <summary>Where images go.</summary>
internal interface IImageTarget
{
    /// <summary>What it is, for people: <c>the registry ghcr.io</c>.</summary>
    string Description { get; }

    /// <summary>The registry that is part of the images' names, if any.</summary>
    string? Registry { get; }

    /// <summary>Makes sure, before anything is built, that images can go there.</summary>
    /// <exception cref="UserErrorException">They cannot.</exception>
    Task CheckAsync(CancellationToken cancellationToken);

    /// <summary>Brings an image there under all of its names, unless it is there already.</summary>
    /// <param name="image">The image.</param>
    /// <param name="names">Its names; the first one is by its content.</param>
    /// <param name="force">Bring it even then.</param>
    /// <param name="cancellationToken">Stops it; the target then has either the whole image or none.</param>
    /// <exception cref="UserErrorException">It could not be brought there.</exception>
    Task<ImageDelivery> DeliverAsync(ContainerImage image, IReadOnlyList<ImageReference> names, bool force, CancellationToken cancellationToken);
}
