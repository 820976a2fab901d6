namespace Aspirate.Cluster.Building.Images;

/// <summary>A layer of an image.</summary>
/// <param name="Content">The layer as it is transferred, usually compressed.</param>
/// <param name="DiffId">The digest of the layer's uncompressed form, by which the configuration names it.</param>
internal sealed record ImageLayer(Blob Content, string DiffId);
