using System.IO.Compression;
using System.Security.Cryptography;

namespace Aspirate.Cluster.Building.Images;

/// <summary>Content by its digest. Images with the same base share its layers.</summary>
internal sealed class BlobFolder(string path)
{
    /// <summary>Manifests and configurations are smaller than this; layers need not be.</summary>
    public const int SmallestFile = 1 << 22;

    /// <summary>Keeps content whose digest is known.</summary>
    /// <returns>The file that it is in.</returns>
    public async Task<string> AddAsync(string digest, Stream content, CancellationToken cancellationToken)
    {
        var file = FileOf(digest);
        if (!File.Exists(file))
        {
            var temporary = NewFile();
            await using (var stream = File.Create(temporary))
            {
                await content.CopyToAsync(stream, cancellationToken);
            }

            File.Move(temporary, file, overwrite: true);
        }

        return file;
    }

    /// <summary>Keeps a layer that <paramref name="write"/> writes in its uncompressed form.</summary>
    public async Task<ImageLayer> AddLayerAsync(Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var temporary = NewFile();
        using var plainHash = SHA256.Create();
        using var compressedHash = SHA256.Create();
        long length;

        await using (var stream = File.Create(temporary))
        {
            await using (var hashed = new CryptoStream(stream, compressedHash, CryptoStreamMode.Write, leaveOpen: true))
            await using (var compressed = new GZipStream(hashed, CompressionLevel.Optimal))
            await using (var plain = new CryptoStream(compressed, plainHash, CryptoStreamMode.Write))
            {
                await write(plain);
            }

            length = stream.Length;
        }

        var digest = Blob.DigestFrom(compressedHash.Hash);
        File.Move(temporary, FileOf(digest), overwrite: true);
        return new(new(digest, MediaTypes.CompressedLayer, length, FileOf(digest)), Blob.DigestFrom(plainHash.Hash));
    }

    /// <summary>A file for what is only needed while something is made.</summary>
    public string NewFile() => Path.Combine(Directory.CreateDirectory(path).FullName, $"{Guid.NewGuid():N}.tmp");

    private string FileOf(string digest) => Path.Combine(Directory.CreateDirectory(path).FullName, Blob.Hex(digest));
}
