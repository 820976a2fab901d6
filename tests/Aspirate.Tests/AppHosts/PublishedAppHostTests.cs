using System.Reflection;
using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;

namespace Aspirate.Tests.AppHosts;

/// <summary>This repository's AppHost, run as a program: by the tool, and by a person who does without it.</summary>
public sealed class PublishedAppHostTests : IDisposable
{
    private static readonly string Configuration =
        typeof(PublishedAppHostTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Configuration").Value!;

    private static readonly string Directory = Path.Combine(RepositoryRoot.Path, "AppHost");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_generate_is_told_of_namespace_and_images_is_written()
    {
        var result = await CommandLine.RunAsync(
            "generate", "--project-path", Directory, "--configuration", Configuration, "--skip-build", "--output-path", _folder["tree"],
            "--namespace", "staging", "--image-pull-policy", "Always", "-cr", "ghcr.io", "-crp", "contoso/shop", "-ct", "2.1.0");

        result.ExitCode.ShouldBe(0, result.Error);
        Read("tree/kustomization.yaml").ShouldContain("namespace: staging");
        Read("tree/order/deployment.yaml").ShouldContain("image: ghcr.io/contoso/shop/order:2.1.0");
        Read("tree/order/deployment.yaml").ShouldContain("imagePullPolicy: Always");
    }

    [Fact]
    public async Task Publishing_keeps_no_parameter_s_value_anywhere()
    {
        var result = await RunAsync("--operation", "publish", "--step", "publish", "--output-path", _folder["tree"], "--Parameters:admin-password=Do-not-keep-this-1");

        result.ExitCode.ShouldBe(0, result.StandardError);
        foreach (var file in System.IO.Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories))
        {
            (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldNotContain("Do-not-keep-this-1", customMessage: file);
        }
    }

    [Theory]
    [InlineData("--Kubernetes:Namespace=Not_A_Name", "'Not_A_Name' is not a DNS label")]
    [InlineData("--Kubernetes:OutputFormat=terraform", "'terraform' is not an output format. There are: kustomize, helm, compose.")]
    public async Task A_refusal_is_one_message_and_an_exit_code_and_nothing_is_written(string argument, string message)
    {
        var result = await RunAsync("--operation", "publish", "--step", "publish", "--output-path", _folder["tree"], argument);

        result.ExitCode.ShouldBe(1);
        result.StandardError.ShouldContain(message);
        $"{result.StandardOutput}{result.StandardError}".ShouldNotContain("   at ");
        System.IO.Directory.Exists(_folder["tree"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("deploy")]
    [InlineData("destroy")]
    public async Task Without_a_cluster_deploying_says_so_and_fails(string step)
    {
        var result = await RunAsync("--operation", "publish", "--step", step, "--output-path", _folder["tree"]);

        result.ExitCode.ShouldBe(1);
        result.StandardError.ShouldContain("kubeconfig");
        $"{result.StandardOutput}{result.StandardError}".ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Values_that_only_the_AppHost_can_make_go_through_a_file_of_its_owner_alone()
    {
        var result = await RunAsync("--operation", "publish", "--step", "make-parameters", "--output-path", _folder["values.json"], "--Kubernetes:Parameters=auth-signing-key");

        result.ExitCode.ShouldBe(0, result.StandardError);
        using var values = JsonDocument.Parse(Read("values.json"));
        var key = values.RootElement.GetProperty("auth-signing-key").GetString()!;
        key.ShouldStartWith("-----BEGIN PRIVATE KEY-----");
        $"{result.StandardOutput}{result.StandardError}".ShouldNotContain("PRIVATE KEY");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(_folder["values.json"]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private string Read(string path) => File.ReadAllText(_folder[path]);

    private async Task<BufferedCommandResult> RunAsync(params string[] arguments)
    {
        System.IO.Directory.CreateDirectory(_folder["home"]);
        return await Cli.Wrap("dotnet")
            .WithArguments(["exec", Path.Combine(Directory, "bin", Configuration, "net10.0", "AppHost.dll"), .. arguments])
            .WithWorkingDirectory(Directory)
            .WithEnvironmentVariables(environment => environment.Set("HOME", _folder["home"]).Set("KUBECONFIG", _folder["no-kubeconfig"]).Set("DOTNET_ENVIRONMENT", null).Set("ASPNETCORE_ENVIRONMENT", null))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
    }
}
