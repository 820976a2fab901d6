using System.Xml.Linq;

namespace Architecture.Tests;

/// <summary>The table of rooms in docs/architecture.md: what each may know.</summary>
public sealed class RoomTests
{
    /// <summary>The projects that each project may reference. Everything else is forbidden.</summary>
    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["AppHost"] = ["Auth", "Order", "Frontend", "Aspire.Hosting.Kubernetes", "Aspire.Hosting.LocalCluster"],
        ["ServiceDefaults"] = [],
        ["Auth"] = ["ServiceDefaults"],
        ["Order"] = ["ServiceDefaults"],
        ["Frontend"] = ["ServiceDefaults"],
        ["Aspirate.Cluster"] = [],
        ["Aspire.Hosting.Kubernetes"] = ["Aspirate.Cluster"],
        ["Aspire.Hosting.LocalCluster"] = ["Aspire.Hosting.Kubernetes"],
        ["NamespaceResources"] = ["Aspirate.Cluster"],
        ["Aspirate"] = ["Aspire.Hosting.Kubernetes", "Aspirate.Cluster"],
    };

    private static readonly string[] Services = ["Auth", "Order", "Frontend"];

    public static TheoryData<string> Projects => [.. Repository.Files("", "*.csproj").Where(path => !IsTestOrBenchmark(path))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_room_knows_only_what_the_table_allows(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);

        MayReference.ShouldContainKey(name);
        References(project).Except(MayReference[name]).ShouldBeEmpty($"{project} references what docs/architecture.md does not allow.");
    }

    [Theory]
    [InlineData("services/Auth")]
    [InlineData("services/Order")]
    [InlineData("services/Frontend")]
    [InlineData("ServiceDefaults")]
    public void A_service_names_nothing_of_hosting_nor_of_another_service(string folder)
    {
        var own = Path.GetFileName(folder);
        string[] forbidden = ["Aspire.Hosting", "Aspirate", "NamespaceResources", .. Services.Where(other => other != own)];

        foreach (var file in Repository.Files(folder, "*.cs"))
        {
            var usings = Repository.Read(file).Split('\n')
                .Where(line => line.StartsWith("using ", StringComparison.Ordinal) && line.TrimEnd().EndsWith(';'))
                .Select(line => line["using ".Length..].Trim().TrimEnd(';'));
            usings.ShouldNotContain(used => forbidden.Any(name => used == name || used.StartsWith($"{name}.", StringComparison.Ordinal)), file);
        }
    }

    [Fact]
    public void Nobody_takes_the_source_of_another_room()
    {
        var linked =
            from project in Repository.Files("", "*.csproj").Where(path => !IsTestOrBenchmark(path))
            from item in XDocument.Parse(Repository.Read(project)).Descendants()
            where item.Name.LocalName is "Compile" or "Protobuf" or "EmbeddedResource"
            let include = item.Attribute("Include")?.Value.Replace('\\', '/')
            where include is not null && include.StartsWith("../", StringComparison.Ordinal)
            select (Project: project, Include: include);

        linked.ShouldBeEmpty();
    }

    private static bool IsTestOrBenchmark(string path) => path.StartsWith("tests/", StringComparison.Ordinal) || path.StartsWith("bench/", StringComparison.Ordinal);

    private static IEnumerable<string> References(string project) =>
        XDocument.Parse(Repository.Read(project)).Descendants()
            .Where(item => item.Name.LocalName == "ProjectReference")
            .Select(item => Path.GetFileNameWithoutExtension(item.Attribute("Include")!.Value.Replace('\\', '/')));
}
