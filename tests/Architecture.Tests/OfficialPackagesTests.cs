using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;

namespace Architecture.Tests;

/// <summary>
/// <c>-p:AspirePackages=true</c> makes the AppHost use the official packages. They are not on the registry, so a stand-in
/// for the SDK in a local package source shows that the switch asks for the right one.
/// </summary>
public sealed class OfficialPackagesTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("aspire-packages-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task The_switch_takes_the_official_SDK_in_the_version_that_is_asked_for()
    {
        MakeSdk("13.5.2");
        MakeSdk("13.9.0");

        (await EvaluateAsync("-p:AspirePackages=true")).GetProperty("Properties").GetProperty("StandInSdk").GetString().ShouldBe("13.5.2");
        (await EvaluateAsync("-p:AspirePackages=true", "-p:AspireVersion=13.9.0")).GetProperty("Properties").GetProperty("StandInSdk").GetString().ShouldBe("13.9.0");
    }

    [Fact]
    public async Task With_the_switch_nothing_of_hosting_is_used_and_the_additions_are_left_out()
    {
        MakeSdk("13.5.2");

        var evaluation = await EvaluateAsync("-p:AspirePackages=true");

        Items(evaluation, "ProjectReference").ShouldBe(["../services/Auth/Auth.csproj", "../services/Frontend/Frontend.csproj", "../services/Order/Order.csproj"], ignoreOrder: true);
        Items(evaluation, "PackageReference").ShouldBe(["Aspire.Hosting.Kubernetes", "Aspire.Hosting.PostgreSQL"], ignoreOrder: true);
        Items(evaluation, "Compile").ShouldNotContain("AppHost.Additions.cs");
        Items(evaluation, "Compile").ShouldContain("AppHost.cs");
    }

    [Fact]
    public async Task Without_the_switch_no_official_package_is_asked_for()
    {
        var evaluation = await EvaluateAsync();

        evaluation.GetProperty("Properties").GetProperty("StandInSdk").GetString().ShouldBeEmpty();
        Items(evaluation, "PackageReference").ShouldBeEmpty();
        Items(evaluation, "ProjectReference").ShouldContain(reference => reference.EndsWith("Aspire.Hosting.Kubernetes.csproj", StringComparison.Ordinal));
        Items(evaluation, "Compile").ShouldContain("AppHost.Additions.cs");
    }

    private static List<string> Items(JsonElement evaluation, string name) =>
        [.. evaluation.GetProperty("Items").GetProperty(name).EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!.Replace('\\', '/'))];

    private void MakeSdk(string version)
    {
        var source = _directory.CreateSubdirectory("source");
        using var package = ZipFile.Open(Path.Combine(source.FullName, $"Aspire.AppHost.Sdk.{version}.nupkg"), ZipArchiveMode.Create);
        Write("Aspire.AppHost.Sdk.nuspec", $"""
            <package>
              <metadata>
                <id>Aspire.AppHost.Sdk</id>
                <version>{version}</version>
                <authors>stand-in</authors>
                <description>stand-in</description>
                <packageTypes><packageType name="MSBuildSdk" /></packageTypes>
              </metadata>
            </package>
            """);
        Write("Sdk/Sdk.props", $"<Project><PropertyGroup><StandInSdk>{version}</StandInSdk></PropertyGroup></Project>");
        Write("Sdk/Sdk.targets", "<Project />");

        void Write(string path, string content)
        {
            using var writer = new StreamWriter(package.CreateEntry(path).Open());
            writer.Write(content);
        }
    }

    private async Task<JsonElement> EvaluateAsync(params string[] properties)
    {
        // A home of its own: only the local source is asked, and the package cache stays as it is.
        var configuration = _directory.CreateSubdirectory("home/.nuget/NuGet");
        Directory.CreateDirectory(Path.Combine(_directory.FullName, "source"));
        await File.WriteAllTextAsync(
            Path.Combine(configuration.FullName, "NuGet.Config"),
            $"""<configuration><packageSources><clear /><add key="stand-in" value="{Path.Combine(_directory.FullName, "source")}" /></packageSources></configuration>""",
            TestContext.Current.CancellationToken);

        var start = new ProcessStartInfo("dotnet", ["msbuild", Path.Combine(Repository.Root, "AppHost", "AppHost.csproj"), "-nologo", "-nodeReuse:false", "-getProperty:StandInSdk", "-getItem:ProjectReference,PackageReference,Compile", .. properties])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = Path.Combine(_directory.FullName, "home");
        start.Environment["USERPROFILE"] = start.Environment["HOME"];
        start.Environment["APPDATA"] = Path.Combine(_directory.FullName, "home", ".nuget");
        start.Environment["NUGET_PACKAGES"] = Path.Combine(_directory.FullName, "packages");
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";

        // This test's own MSBuild must not be taken for the parent of that one.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, $"{output}{await error}");
        using var json = JsonDocument.Parse(output);
        return json.RootElement.Clone();
    }
}
