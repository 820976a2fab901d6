namespace Tests;

/// <summary>A folder of one test, gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("test-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        var file = this[name];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    public string AllText() => string.Join('\n', Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).Select(File.ReadAllText));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
