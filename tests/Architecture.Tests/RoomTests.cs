using System.Xml.Linq;

namespace Architecture.Tests;

/// <summary>The table of rooms in docs/architecture.md: what each may know.</summary>
public sealed class RoomTests
{
    /// <summary>The projects that each project may reference. Everything else is forbidden.</summary>
    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["AppHost"] = ["Auth", "Order", "Frontend", "Aspire.Hosting", "Aspire.Hosting.Kubernetes", "Aspire.Hosting.PostgreSQL", "Aspire.Dashboard"],
        ["ServiceDefaults"] = [],
        ["Auth"] = ["ServiceDefaults"],
        ["Order"] = ["ServiceDefaults"],
        ["Frontend"] = ["ServiceDefaults"],
        ["Aspire.Hosting"] = [],
        ["Aspire.Hosting.PostgreSQL"] = ["Aspire.Hosting"],
        ["Aspire.Hosting.Kubernetes"] = ["Aspire.Hosting"],
        ["Aspire.Hosting.Testing"] = ["Aspire.Hosting"],
        ["Aspire.Dashboard"] = [],
        ["Aspirate"] = ["Aspire.Hosting.Kubernetes"],
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
        string[] forbidden = ["Aspire.Hosting", "Aspire.Dashboard", "Aspirate", .. Services.Where(other => other != own)];

        foreach (var file in Repository.Files(folder, "*.cs"))
        {
            var usings = Repository.Read(file).Split('\n')
                .Where(line => line.StartsWith("using ", StringComparison.Ordinal) && line.TrimEnd().EndsWith(';'))
                .Select(line => line["using ".Length..].Trim().TrimEnd(';'));
            usings.ShouldNotContain(used => forbidden.Any(name => used == name || used.StartsWith($"{name}.", StringComparison.Ordinal)), file);
        }
    }

    [Fact]
    public void Nobody_takes_the_source_of_another_room_except_the_dashboard_s_contract()
    {
        var linked =
            from project in Repository.Files("", "*.csproj").Where(path => !IsTestOrBenchmark(path))
            from item in XDocument.Parse(Repository.Read(project)).Descendants()
            where item.Name.LocalName is "Compile" or "Protobuf" or "EmbeddedResource"
            let include = item.Attribute("Include")?.Value.Replace('\\', '/')
            where include is not null && include.StartsWith("../", StringComparison.Ordinal)
            select (Project: project, Include: include);

        linked.ShouldAllBe(link => link.Include.EndsWith(".proto", StringComparison.Ordinal));
    }

    private static bool IsTestOrBenchmark(string path) => path.StartsWith("tests/", StringComparison.Ordinal) || path.StartsWith("bench/", StringComparison.Ordinal);

    private static IEnumerable<string> References(string project) =>
        XDocument.Parse(Repository.Read(project)).Descendants()
            .Where(item => item.Name.LocalName is "ProjectReference" or "AspireDashboardProject")
            .Select(item => Path.GetFileNameWithoutExtension(item.Attribute("Include")!.Value.Replace('\\', '/')));
}
