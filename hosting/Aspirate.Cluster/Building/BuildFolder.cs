namespace Aspirate.Cluster.Building;

/// <summary>A folder for one build, which no other build of the same application may share; gone with it.</summary>
internal sealed class BuildFolder : IDisposable
{
    private readonly FileStream _lock;

    private BuildFolder(FileStream @lock, string path) => (_lock, Path) = (@lock, path);

    public string Path { get; }

    /// <exception cref="UserErrorException">Another build has it.</exception>
    public static BuildFolder Take(string parent)
    {
        Directory.CreateDirectory(parent);
        FileStream held;
        try
        {
            held = new FileStream(System.IO.Path.Combine(parent, "build.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new UserErrorException("Another aspirate build of this application is running. Wait for it, or stop it.");
        }

        // What a build that was killed has left.
        var path = System.IO.Path.Combine(parent, "build");
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        return new(held, Directory.CreateDirectory(path).FullName);
    }

    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
        _lock.Dispose();
    }
}
