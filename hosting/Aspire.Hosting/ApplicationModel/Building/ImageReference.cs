namespace Aspire.Hosting.ApplicationModel;

/// <summary>The parts of an image's name, as container runtimes write it (distribution reference grammar).</summary>
/// <param name="Registry">The registry, if the name says it.</param>
/// <param name="Repository">The repository.</param>
/// <param name="Tag">The tag, if the name says it.</param>
/// <param name="Digest">The hexadecimal digits of the SHA-256 digest, if the name says it.</param>
internal sealed record ImageReference(string? Registry, string Repository, string? Tag, string? Digest)
{
    internal static ImageReference Parse(string image)
    {
        const string digestMark = "@sha256:";
        string? digest = null;
        var rest = image;
        if (rest.IndexOf(digestMark, StringComparison.Ordinal) is >= 0 and var at)
        {
            digest = rest[(at + digestMark.Length)..];
            rest = rest[..at];
        }

        // The colon of a tag comes after the last slash; one before it belongs to the registry's port.
        string? tag = null;
        var colon = rest.LastIndexOf(':');
        if (colon > rest.LastIndexOf('/'))
        {
            tag = rest[(colon + 1)..];
            rest = rest[..colon];
        }

        // The first part is a registry if it looks like a host.
        string? registry = null;
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && rest[..slash] is var host && (host.Contains('.', StringComparison.Ordinal) || host.Contains(':', StringComparison.Ordinal) || host == "localhost"))
        {
            registry = host;
            rest = rest[(slash + 1)..];
        }

        return rest.Length == 0 || tag is "" || digest is ""
            ? throw new DistributedApplicationException($"'{image}' is not the name of an image. Write it as repository:tag or registry/repository:tag.")
            : new ImageReference(registry, rest, tag, digest);
    }
}
