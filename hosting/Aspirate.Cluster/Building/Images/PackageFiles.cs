using System.Formats.Tar;
using System.Text.Json.Nodes;

namespace Aspirate.Cluster.Building.Images;

/// <summary>Tells the files of packages from the application's own, by the application's <c>.deps.json</c>.</summary>
internal sealed class PackageFiles
{
    // Where the SDK puts the static files of referenced packages.
    private const string PackageContent = "/wwwroot/_content/";

    private static readonly string[] AssetGroups = ["runtime", "native", "resources", "runtimeTargets"];

    private readonly HashSet<string> _names;

    private PackageFiles(HashSet<string> names) => _names = names;

    public bool Contains(TarEntry entry) => entry.EntryType != TarEntryType.Directory
        && (_names.Contains(Path.GetFileName(entry.Name)) || entry.Name.Contains(PackageContent, StringComparison.Ordinal));

    public static async Task<PackageFiles> ReadAsync(IEnumerable<TarEntry> published, CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in published.Where(entry => entry.Name.EndsWith(".deps.json", StringComparison.Ordinal)))
        {
            names.UnionWith(NamesIn((await JsonNode.ParseAsync(entry.DataStream!, cancellationToken: cancellationToken))!));
            entry.DataStream!.Position = 0;
        }

        return new(names);
    }

    private static IEnumerable<string> NamesIn(JsonNode dependencies)
    {
        var packages = Members(dependencies["libraries"])
            .Where(library => (string?)library.Value?["type"] == "package")
            .Select(library => library.Key)
            .ToHashSet(StringComparer.Ordinal);
        return Members(dependencies["targets"])
            .SelectMany(target => Members(target.Value))
            .Where(library => packages.Contains(library.Key))
            .SelectMany(library => AssetGroups.SelectMany(group => Members(library.Value?[group])))
            .Select(asset => Path.GetFileName(asset.Key));
    }

    private static JsonObject Members(JsonNode? node) => node?.AsObject() ?? [];
}
