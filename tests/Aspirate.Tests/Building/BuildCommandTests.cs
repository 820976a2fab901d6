using System.Text.Json;
using System.Text.Json.Nodes;
using Aspirate.Cluster.Building;

namespace Aspirate.Tests.Building;

/// <summary>The command, with a real project, the real SDK, and a registry in this process that has a base image.</summary>
public sealed class BuildCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_same_source_in_two_folders_gives_the_same_image_which_is_pushed_once()
    {
        await using var registry = await TestRegistry.StartAsync();
        AddBase(registry);
        var one = WriteApplication("one");
        var other = WriteApplication("an/other folder");

        var first = await BuildAsync(registry, one);
        registry.Requests.Clear();
        var second = await BuildAsync(registry, other);

        first.ExitCode.ShouldBe(0, first.Error + first.Output);
        first.Output.ShouldContain("  shop  ");
        first.Output.ShouldContain("  pushed ");
        second.ExitCode.ShouldBe(0, second.Error + second.Output);
        second.Output.ShouldContain("  unchanged");
        registry.Requests.ShouldNotContain(request => request.StartsWith("PUT", StringComparison.Ordinal));

        var reference = (await BuiltImages.ReadAsync(Path.Combine(one, "AppHost"), CancellationToken.None))["shop"];
        reference.ShouldStartWith($"{registry.Name}/team/shop:");
        (await BuiltImages.ReadAsync(Path.Combine(other, "AppHost"), CancellationToken.None))["shop"].ShouldBe(reference);
        registry.Tags.ShouldContain("team/shop:1.2.3");
        Directory.GetDirectories(Path.Combine(one, "AppHost", "obj", "aspirate")).Select(Path.GetFileName).ShouldBe(["artifacts"]);
        Directory.Exists(Path.Combine(one, "Shop", "obj")).ShouldBeFalse(); // what an IDE keeps there is not disturbed
    }

    [Fact]
    public async Task A_program_of_one_source_file_becomes_an_image_too()
    {
        await using var registry = await TestRegistry.StartAsync();
        AddBase(registry);
        var application = WriteApplication("files");
        _folder.Write("files/k8s-generated/images.yaml", ImagesYaml.Replace("../Shop/Shop.csproj", "../Alone/shop.cs"));
        _folder.Write("files/Alone/shop.cs", "System.Console.WriteLine(\"Welcome\");");

        var result = await BuildAsync(registry, application);

        result.ExitCode.ShouldBe(0, result.Error + result.Output);
        registry.Tags.ShouldContain("team/shop:1.2.3");
    }

    [Fact]
    public async Task A_project_that_does_not_build_is_shown_with_the_compilers_errors_and_changes_nothing()
    {
        await using var registry = await TestRegistry.StartAsync();
        AddBase(registry);
        var application = WriteApplication("broken");
        _folder.Write("broken/Shop/Program.cs", "this does not compile");
        await BuiltImages.WriteAsync(Path.Combine(application, "AppHost"), [KeyValuePair.Create("shop", "as it was")], CancellationToken.None);

        var result = await BuildAsync(registry, application);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("Program.cs(1,");
        result.Error.ShouldContain("nothing was changed");
        (await BuiltImages.ReadAsync(Path.Combine(application, "AppHost"), CancellationToken.None))["shop"].ShouldBe("as it was");
        registry.Tags.ShouldBe(["base:1"]);
    }

    [Fact]
    public async Task Only_one_build_of_an_application_runs_at_a_time()
    {
        await using var registry = await TestRegistry.StartAsync();
        var application = WriteApplication("busy");
        using var other = BuildFolder.Take(BuiltImages.FolderIn(Path.Combine(application, "AppHost")));

        var result = await BuildAsync(registry, application);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("Another aspirate build of this application is running");
    }

    [Fact]
    public async Task An_overlay_has_the_images_of_the_tree_it_is_in()
    {
        _folder.Write("tree/images.yaml", ImagesYaml);
        _folder.Write("tree/kustomization.yaml", "resources: []");
        _folder.Write("tree/overlays/minikube/kustomization.yaml", "resources: [../..]");

        var images = await ImageSources.ReadAsync(_folder["tree/overlays/minikube"], CancellationToken.None);

        images.ShouldHaveSingleItem().Project.ShouldBe("../Shop/Shop.csproj");
    }

    [Theory]
    [InlineData("is no generated tree with images to build", "no-tree", null)]
    [InlineData("there is no images.yaml in it", "tree", null)]
    [InlineData("line 3", "tree", "images:\n- name: [")]
    [InlineData("what the image 'shop' is made from", "tree", "kind: ImageList\nimages:\n- name: shop\n")]
    public async Task A_tree_that_does_not_tell_its_images_is_named_with_the_remedy(string expected, string tree, string? images)
    {
        _folder.Write("tree/kustomization.yaml", "resources: []");
        if (images is not null)
        {
            _folder.Write("tree/images.yaml", images);
        }

        var problem = await Should.ThrowAsync<UserErrorException>(() => ImageSources.ReadAsync(_folder[tree], CancellationToken.None));

        problem.Message.ShouldContain(expected);
        problem.Message.ShouldContain("aspirate generate");
    }

    [Fact]
    public async Task A_dockerfile_that_is_missing_is_named()
    {
        await using var registry = await TestRegistry.StartAsync();
        var application = WriteApplication("context");
        _folder.Write("context/k8s-generated/images.yaml", ImagesYaml.Replace("project: ../Shop/Shop.csproj", "context: ../web", StringComparison.Ordinal));

        var result = await BuildAsync(registry, application);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain($"The image 'shop' has no Dockerfile: {Path.Combine(application, "web", "Dockerfile")} is not there.");
    }

    [Theory]
    [InlineData("is no property of a build: write -p:Name=Value after --", "--", "Name=Value")]
    [InlineData("is no platform of containers", "--runtime-identifier", "osx-arm64")]
    public async Task An_argument_that_makes_no_sense_is_named_with_the_right_form(string expected, params string[] arguments)
    {
        var result = await CommandLine.RunAsync(["build", "-p", _folder.Path, .. arguments]);

        result.ExitCode.ShouldNotBe(0);
        result.Error.ShouldContain(expected);
    }

    public void Dispose() => _folder.Dispose();

    private const string ImagesYaml = """
        apiVersion: aspirate.hosting/v1
        kind: ImageList
        metadata:
          name: shop
        images:
        - name: shop
          tag: 1.2.3
          project: ../Shop/Shop.csproj
        """;

    private string WriteApplication(string name)
    {
        _folder.Write($"{name}/AppHost/Shop.AppHost.csproj", """<Project Sdk="Aspire.AppHost.Sdk/13.5.2" />""");
        _folder.Write($"{name}/k8s-generated/kustomization.yaml", "resources: []");
        _folder.Write($"{name}/k8s-generated/images.yaml", ImagesYaml);
        _folder.Write($"{name}/Shop/Program.cs", "System.Console.WriteLine(\"Welcome\");");
        _folder.Write($"{name}/Shop/Shop.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
            </Project>
            """);
        return _folder[name];
    }

    private static Task<CommandLine> BuildAsync(TestRegistry registry, string application) => CommandLine.RunAsync(
        "build", "-p", Path.Combine(application, "AppHost"), "-i", Path.Combine(application, "k8s-generated"),
        "-cr", registry.Name, "-crp", "team", "--", $"-p:ContainerBaseImage={registry.Name}/base:1");

    private static void AddBase(TestRegistry registry)
    {
        byte[] layer = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]; // nothing, compressed
        var configuration = JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["architecture"] = System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "amd64",
            ["os"] = "linux",
            ["config"] = new JsonObject { ["Env"] = new JsonArray("APP_UID=1654") },
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray(TestRegistry.Digest([])) },
        });
        var manifest = JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = "application/vnd.oci.image.manifest.v1+json",
            ["config"] = Descriptor("application/vnd.oci.image.config.v1+json", configuration),
            ["layers"] = new JsonArray(Descriptor("application/vnd.oci.image.layer.v1.tar+gzip", layer)),
        });
        registry.Add("base", "1", manifest, configuration, layer);
    }

    private static JsonObject Descriptor(string mediaType, byte[] content) => new()
    {
        ["mediaType"] = mediaType,
        ["size"] = content.Length,
        ["digest"] = TestRegistry.Digest(content),
    };
}
