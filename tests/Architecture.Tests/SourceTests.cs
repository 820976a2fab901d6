using System.Text.RegularExpressions;

namespace Architecture.Tests;

/// <summary>The architecture is visible in the files.</summary>
public sealed partial class SourceTests
{
    private static readonly string[] ProductFolders = ["AppHost", "ServiceDefaults", "services", "hosting"];

    // Lines; what is longer is not "a few small types that only make sense together".
    private const int SmallFile = 120;

    public static TheoryData<string> Folders => [.. ProductFolders];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_public_type_shares_its_file_only_with_small_ones_that_belong_to_it(string folder)
    {
        var crowded = Sources(folder)
            .Select(file => (File: file, Types: PublicTypes(file).Distinct().ToList()))
            .Where(entry => entry.Types.Count > 1 && Repository.Read(entry.File).Count(character => character == '\n') > SmallFile)
            .Select(entry => $"{entry.File}: {string.Join(", ", entry.Types)}");

        crowded.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_file_is_named_after_its_public_type(string folder)
    {
        var misnamed =
            from file in Sources(folder)
            let name = Path.GetFileName(file).Split('.')[0]
            let types = PublicTypes(file).ToList()
            where types.Count > 0 && !types.Exists(type => name.StartsWith(type, StringComparison.Ordinal) || type.StartsWith(name, StringComparison.Ordinal))
            select $"{file}: {string.Join(", ", types)}";

        misnamed.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Types_are_named_after_what_they_decide(string folder)
    {
        var vague =
            from file in Sources(folder)
            from Match type in TypeExpression().Matches(Repository.Read(file))
            let name = type.Groups["name"].Value
            where VagueExpression().IsMatch(name)
            select $"{file}: {name}";

        vague.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Nothing_is_left_to_do(string folder)
    {
        var unfinished = Sources(folder).Where(file => UnfinishedExpression().IsMatch(Repository.Read(file)));

        unfinished.ShouldBeEmpty();
    }

    [Fact]
    public void The_laws_find_the_types_that_they_are_about() =>
        PublicTypes("hosting/Aspirate.Cluster/Connection/ClusterException.cs").ShouldBe(["ClusterException"]);

    [Fact]
    public void The_model_is_a_page_long() => Repository.Read("AppHost/AppHost.cs").Split('\n').Length.ShouldBeLessThan(120);

    private static IEnumerable<string> Sources(string folder) => Repository.Files(folder, "*.cs").Where(file => !file.Contains("/Migrations/", StringComparison.Ordinal));

    private static IEnumerable<string> PublicTypes(string file) => PublicTypeExpression().Matches(Repository.Read(file)).Select(match => match.Groups["name"].Value);

    [GeneratedRegex(@"^public (?:(?:static|sealed|abstract|partial|readonly|ref) )*(?:class|record struct|record|struct|interface|enum) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicTypeExpression();

    [GeneratedRegex(@"^\s*(?:(?:public|internal|private|protected|file|static|sealed|abstract|partial|readonly) )+(?:class|record struct|record|struct|interface|enum) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeExpression();

    [GeneratedRegex("(Utils?|Utilit(y|ies)|Helpers?|Manager|Misc|Common)$")]
    private static partial Regex VagueExpression();

    [GeneratedRegex(@"\bTODO\b|\bFIXME\b|\bHACK\b|\bXXX\b|NotImplementedException")]
    private static partial Regex UnfinishedExpression();
}
