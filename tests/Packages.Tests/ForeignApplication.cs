using System.Reflection;
using CliWrap;
using CliWrap.Buffered;

namespace Packages.Tests;

/// <summary>
/// An application outside of the repository that knows only packages: the official SDK's from where they are, ours from a folder that they were packed into,
/// under a version that no other run has.
/// </summary>
public sealed class ForeignApplication : IAsyncLifetime
{
    private static readonly string[] Packed = ["Aspirate.Cluster", "Aspire.Hosting.Kubernetes", "Aspire.Hosting.LocalCluster", "Aspirate"];

    private readonly TemporaryFolder _folder = new();
    private readonly string _version = $"1.0.0-test.x{Guid.NewGuid().ToString("N")[..8]}";

    public string Feed => _folder["feed"];

    public string Tree => _folder["k8s-generated"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Configuration { get; } =
        typeof(ForeignApplication).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Configuration").Value!;

    public async ValueTask InitializeAsync()
    {
        var hosting = Path.Combine(RepositoryRoot.Path, "hosting");
        foreach (var project in Packed)
        {
            await RunAsync("dotnet", hosting, Environment, ["pack", project, "--no-build", "--configuration", Configuration, "--output", Feed, $"-p:PackageVersion={_version}"]);
        }

        Copy(Path.Combine(RepositoryRoot.Path, "tests", "Packages.Tests", "Storefront"), _folder.Path);
        _folder.Write("Directory.Build.props", $"<Project><PropertyGroup><AspirateVersion>{_version}</AspirateVersion></PropertyGroup></Project>");

        // What is on the machine already need not be fetched; ours goes where nobody else looks.
        var machine = Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        _folder.Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <fallbackPackageFolders><add key="machine" value="{machine}" /></fallbackPackageFolders>
              <packageSources><add key="aspirate" value="feed" /></packageSources>
            </configuration>
            """);
        Directory.CreateDirectory(machine);
        await RunAsync("dotnet", "tool", "install", "aspirate", "--tool-path", "tool", "--version", _version);
        await AspirateAsync("generate", "--project-path", "AppHost", "-pa", "host=storefront.example.com");
    }

    /// <summary>Variables that the tool gets.</summary>
    public Dictionary<string, string?> Environment { get; } = [];

    /// <summary>Writes a file into the application's folder.</summary>
    /// <returns>Its path.</returns>
    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>Runs the installed tool in the application's folder.</summary>
    public Task<string> AspirateAsync(params string[] arguments) => RunAsync(_folder["tool/aspirate"], arguments);

    /// <summary>Runs a program in the application's folder.</summary>
    public Task<string> RunAsync(string program, params string[] arguments) => RunAsync(program, _folder.Path, Environment, arguments);

    public string Read(string path) => File.ReadAllText(Path.Combine(Tree, path));

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<string> RunAsync(string program, string directory, IReadOnlyDictionary<string, string?> environment, string[] arguments)
    {
        var result = await Cli.Wrap(program).WithArguments(arguments).WithWorkingDirectory(directory).WithEnvironmentVariables(environment).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(Cancellation);
        result.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}\n{result.StandardOutput}\n{result.StandardError}");
        return result.StandardOutput;
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
