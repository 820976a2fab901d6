using System.Security.Cryptography;

namespace Aspirate.Cluster.Building.Images;

/// <summary>A piece of an image's content, in a file of its own.</summary>
/// <param name="Digest">What it is addressed by: <c>sha256:</c> and the hash of the bytes.</param>
/// <param name="MediaType">What the bytes are.</param>
/// <param name="Length">Their number.</param>
/// <param name="File">Where they are.</param>
internal sealed record Blob(string Digest, string MediaType, long Length, string File)
{
    private const string Algorithm = "sha256:";

    public Stream Open() => new FileStream(File, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, useAsync: true);

    public static string DigestOf(ReadOnlySpan<byte> content) => DigestFrom(SHA256.HashData(content));

    public static string DigestFrom(ReadOnlySpan<byte> hash) => $"{Algorithm}{Convert.ToHexStringLower(hash)}";

    /// <summary>Where a layout of an image keeps the content with this digest.</summary>
    public static string PathOf(string digest) => $"blobs/sha256/{Hex(digest)}";

    public static string Hex(string digest) => digest[Algorithm.Length..];
}
