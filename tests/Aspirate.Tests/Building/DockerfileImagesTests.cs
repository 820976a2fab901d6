using Aspirate.Cluster.Building;
using Aspirate.Cluster.Building.Dockerfiles;
using Aspirate.Cluster.Secrets;
using Aspirate.Cluster.Secrets.Templates;

namespace Aspirate.Tests.Building;

/// <summary>What a container engine is told, by a program that writes it down.</summary>
public sealed class DockerfileImagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Dockerfile_stage_arguments_and_secrets_reach_the_engine_and_no_secret_its_command_line()
    {
        var (arguments, environment) = await BuildAsync(
            new ImageSource
            {
                Name = "api",
                Context = "api",
                Dockerfile = "docker/Api.Dockerfile",
                Stage = "final",
                Args = ["NODE_ENV=production", "API=http://py:8080/{{id}}", "CI", "NPM_TOKEN={npm-token}"],
                Secrets = [new() { Id = "npm", Value = "token={npm-token}" }, new() { Id = "pip", File = "pip.conf" }],
            },
            new() { ["npm-token"] = "hunter2" });

        arguments.ShouldBe(
        [
            "build", "--platform", "linux/amd64", "--iidfile", _folder["image.tar.id"], "--file", _folder["docker/Api.Dockerfile"], "--target", "final",
            "--build-arg", "NODE_ENV=production", "--build-arg", "API=http://py:8080/{id}", "--build-arg", "CI", "--build-arg", "NPM_TOKEN",
            "--secret", "id=npm,env=ASPIRATE_BUILD_0", "--secret", $"id=pip,src={_folder["pip.conf"]}", _folder["api"],
            "save", "sha256:1234", _folder["image.tar"],
        ]);
        environment.ShouldBe(["NPM_TOKEN=hunter2", "ASPIRATE_BUILD_0=token=hunter2"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_Dockerfile_of_its_own_is_taken_from_the_folder()
    {
        _folder.Write("api/Dockerfile", "FROM scratch");

        var (arguments, _) = await BuildAsync(new ImageSource { Name = "api", Context = "api" }, []);

        arguments[6].ShouldBe(_folder["api/Dockerfile"]);
    }

    [Fact]
    public async Task A_secret_without_a_value_is_told_before_anything_is_built()
    {
        var problem = await Should.ThrowAsync<UserErrorException>(() => BuildAsync(
            new ImageSource { Name = "api", Context = "api", Dockerfile = "docker/Api.Dockerfile", Args = ["NPM_TOKEN={npm-token}"] }, []));

        problem.Message.ShouldContain("npm-token (api): the variable Parameters__npm_token");
    }

    [Fact]
    public async Task A_secret_file_that_is_missing_is_named()
    {
        var problem = await Should.ThrowAsync<UserErrorException>(() => BuildAsync(
            new ImageSource { Name = "api", Context = "api", Dockerfile = "docker/Api.Dockerfile", Secrets = [new() { Id = "pip", File = "none.conf" }] }, []));

        problem.Message.ShouldContain(_folder["none.conf"]);
    }

    [Fact]
    public async Task Where_no_engine_works_the_images_are_named_with_the_remedies()
    {
        _folder.Write("api/Dockerfile", "FROM scratch");
        ContainerEngine[] engines = [new(_folder["no-such-program"], (_, _) => [])];

        var problem = await Should.ThrowAsync<UserErrorException>(() => DockerfileImages.CheckAsync(
            Request([]), [new ImageSource { Name = "api", Context = "api" }], engines, TestContext.Current.CancellationToken));

        problem.Message.ShouldContain("'api' is built from a Dockerfile, which needs Docker, Podman or Buildah");
        problem.Message.ShouldContain("--skip");
    }

    public void Dispose() => _folder.Dispose();

    private async Task<(string[] Arguments, string[] Environment)> BuildAsync(ImageSource image, Dictionary<string, string> values)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the stand-in is a shell script");
        _folder.Write("docker/Api.Dockerfile", "FROM scratch");
        _folder.Write("pip.conf", "[global]");
        var program = _folder.Write("engine", $$"""
            #!/bin/sh
            [ "$1" = info ] && exit 0
            for argument; do printf '%s\n' "$argument" >> "{{_folder["arguments"]}}"; done
            env | grep -E '^(NPM_TOKEN|ASPIRATE_BUILD_)' >> "{{_folder["environment"]}}"
            [ "$1" = build ] && printf 'sha256:1234' > "$5"
            exit 0
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var request = Request(values);
        var engine = await DockerfileImages.CheckAsync(request, [image], [new(program, (id, archive) => ["save", id, archive])], TestContext.Current.CancellationToken);

        await new DockerfileImages(TextWriter.Null).MakeAsync(engine, request, image, _folder["image.tar"], TestContext.Current.CancellationToken);

        return (await File.ReadAllLinesAsync(_folder["arguments"], TestContext.Current.CancellationToken), await File.ReadAllLinesAsync(_folder["environment"], TestContext.Current.CancellationToken));
    }

    private BuildRequest Request(Dictionary<string, string> values) => new(_folder.Path, [], new Values(values)) { RuntimeIdentifier = "linux-x64" };

    private sealed class Values(Dictionary<string, string> values) : IParameterValues
    {
        public string? Find(SecretParameter parameter) => values.GetValueOrDefault(parameter.Name);

        public Task<IReadOnlyDictionary<string, string>> MakeAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
