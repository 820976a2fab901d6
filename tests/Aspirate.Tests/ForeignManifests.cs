namespace Aspirate.Tests;

/// <summary>Manifests in the shapes that public Aspire applications have.</summary>
public static class ForeignManifests
{
    public static string Directory => Path.Combine(AppContext.BaseDirectory, "Manifests");

    public static TheoryData<string> Names =>
        [.. System.IO.Directory.EnumerateFiles(Directory, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    /// <summary>The options that give what a manifest leaves open.</summary>
    public static string[] ValuesOf(string name) => name == "cloud" ? ["-pa", "storage.outputs.blobEndpoint=https://store.example/"] : [];

    public static string PathOf(string name) => Path.Combine(Directory, name + ".json");
}
