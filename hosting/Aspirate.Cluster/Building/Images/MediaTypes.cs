namespace Aspirate.Cluster.Building.Images;

/// <summary>The media types of the OCI image specification, and Docker's names for the same formats.</summary>
internal static class MediaTypes
{
    public const string Index = "application/vnd.oci.image.index.v1+json";

    public const string Manifest = "application/vnd.oci.image.manifest.v1+json";

    public const string Configuration = "application/vnd.oci.image.config.v1+json";

    public const string CompressedLayer = "application/vnd.oci.image.layer.v1.tar+gzip";

    private const string Layer = "application/vnd.oci.image.layer.v1.tar";

    public const string DockerIndex = "application/vnd.docker.distribution.manifest.list.v2+json";

    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";

    /// <summary>How an OCI manifest calls a layer: base images of Docker's own format have the same bytes under another name.</summary>
    public static string LayerInImage(string mediaType) => mediaType switch
    {
        "application/vnd.docker.image.rootfs.diff.tar.gzip" => CompressedLayer,
        "application/vnd.docker.image.rootfs.diff.tar" => Layer,
        _ => mediaType,
    };
}
