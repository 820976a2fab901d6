using Aspire.Hosting.Kubernetes.Description;

namespace Aspirate.Manifest;

/// <summary>Splits the name of an image as container engines do: <c>[registry[:port]/]repository[:tag][@digest]</c>.</summary>
internal static class ImageName
{
    public static ContainerImage Parse(string name)
    {
        var (named, digest) = name.IndexOf('@', StringComparison.Ordinal) is var at and >= 0 ? (name[..at], name[(at + 1)..]) : (name, null);
        var colon = named.LastIndexOf(':');

        // A colon before the last slash belongs to the registry's port.
        return colon > named.LastIndexOf('/')
            ? new(named[..colon], named[(colon + 1)..], digest)
            : new(named, digest is null ? "latest" : null, digest);
    }
}
