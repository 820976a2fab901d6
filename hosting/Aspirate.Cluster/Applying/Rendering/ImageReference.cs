namespace Aspirate.Cluster.Applying.Rendering;

/// <summary>A reference to an image, taken apart.</summary>
/// <param name="Name">Registry and repository, e.g. <c>localhost:5000/auth</c>.</param>
/// <param name="Tag">The tag, if any.</param>
/// <param name="Digest">The digest, if any, e.g. <c>sha256:…</c>.</param>
internal sealed record ImageReference(string Name, string? Tag, string? Digest)
{
    /// <summary>Takes a reference apart. A colon before the last slash belongs to the registry's port.</summary>
    public static ImageReference Parse(string reference)
    {
        var (rest, digest) = reference.IndexOf('@', StringComparison.Ordinal) is var at and >= 0 ? (reference[..at], reference[(at + 1)..]) : (reference, null);
        var colon = rest.LastIndexOf(':');
        return colon > rest.LastIndexOf('/') ? new(rest[..colon], rest[(colon + 1)..], digest) : new(rest, null, digest);
    }
}
