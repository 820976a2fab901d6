namespace Aspirate.Cluster.Building;

/// <summary>A folder of this process alone, gone with it.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("aspirate-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
