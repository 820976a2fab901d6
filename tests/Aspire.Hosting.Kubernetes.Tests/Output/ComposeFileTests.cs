using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Output;
using Aspire.Hosting.Kubernetes.Tests.Testing;

namespace Aspire.Hosting.Kubernetes.Tests.Output;

public sealed class ComposeFileTests : IDisposable
{
    private readonly TemporaryFolder _shop = new();

    private readonly string _text = Compose(Sample.Application());

    [Fact]
    public void Secrets_come_from_the_environment_when_it_starts() =>
        _text.ShouldContain("Password=${POSTGRES_PASSWORD:?set it to the parameter postgres-password};Database=authdb");

    [Fact]
    public void Values_of_before_a_rotation_are_left_out_where_nothing_is_rotated()
    {
        var application = Sample.Application().With("auth", auth => auth with
        {
            Environment = [.. auth.Environment, new("Previous", new(new TextPart.Parameter("postgres-password", IsPrevious: true)))],
            Files = [auth.Files[0] with { Files = new Dictionary<string, TextTemplate>(auth.Files[0].Files) { ["before.pem"] = new(new TextPart.Parameter("auth-signing-key", IsPrevious: true)) } }],
        });

        Compose(application).ShouldBe(_text);
    }

    [Fact]
    public void Services_are_found_by_the_names_they_have_in_the_cluster() =>
        _text.ShouldContain("        aliases:\n        - auth-service\n");

    [Fact]
    public void A_database_keeps_its_data()
    {
        _text.ShouldContain("    - postgres-data:/var/lib/postgresql/data\n");
        _text.ShouldContain("volumes:\n  postgres-data: {}\n");
    }

    [Fact]
    public void Only_what_the_model_waits_for_is_waited_for()
    {
        var text = Compose(Sample.Application()
            .With("auth", auth => auth with { WaitsFor = ["postgres"] })
            .With("order", order => order with { WaitsFor = ["frontend", "auth"] })
            .With("frontend", frontend => frontend with { Kind = WorkloadKind.Job }));

        text.ShouldContain("    depends_on:\n      postgres:\n        condition: service_healthy\n");
        text.ShouldContain("    depends_on:\n      auth:\n        condition: service_started\n      frontend:\n        condition: service_completed_successfully\n");
        _text.ShouldNotContain("depends_on");
    }

    [Fact]
    public void Two_parameters_never_share_a_variable()
    {
        var application = Sample.Application(Sample.Service("api", 8080) with
        {
            Environment = [new("A", new(new TextPart.Parameter("api-key"))), new("B", new(new TextPart.Parameter("api_key")))],
        }) with
        { Parameters = [new() { Name = "api-key", IsSecret = true }, new() { Name = "api_key", IsSecret = true }] };

        Compose(application).ShouldContain("A: ${API_KEY:?set it to the parameter api-key}\n      B: ${API_KEY_2:?set it to the parameter api_key}\n");
    }

    [Fact]
    public void A_secret_within_a_URI_is_asked_for_in_its_encoded_form()
    {
        var application = Sample.Application(Sample.Service("api", 8080) with
        {
            Environment = [new("MQ", new(new TextPart.Literal("amqp://guest:"), new TextPart.Parameter("mq-password", UriEncoded: true), new TextPart.Literal("@mq")))],
        }) with
        { Parameters = [new() { Name = "mq-password", IsSecret = true }] };

        Compose(application).ShouldContain("MQ: amqp://guest:${MQ_PASSWORD_URI_ENCODED:?set it to the parameter mq-password, percent-encoded}@mq");
    }

    [Fact]
    public void A_Dockerfile_is_built_by_Compose_itself()
    {
        var application = Sample.Application(Sample.Service("api", 8080) with
        {
            Image = new("api", "1")
            {
                IsBuilt = true,
                BuildContext = "../api",
                Dockerfile = new() { Path = "../docker/Api.Dockerfile", Stage = "final", Arguments = [new("MODE", TextTemplate.Literal("a$b")), new("TOKEN", new(new TextPart.Parameter("token"))), new("CI", null)] },
            },
        }) with
        { Parameters = [new() { Name = "token", IsSecret = true }] };

        Directory.CreateDirectory(_shop["api"]);
        var files = ComposeFile.Build(application, _shop["AppHost"], _shop["k8s-generated"]).Files;

        files["compose.yaml"].ShouldContain("""
                build:
                  context: ../api
                  dockerfile: ../docker/Api.Dockerfile
                  target: final
                  args:
                  - MODE=a$$b
                  - TOKEN=${TOKEN:?set it to the parameter token}
                  - CI
            """);
        files["images.yaml"].ShouldContain("- name: api\n");
        ComposeFile.RemarksOn(application, _shop["AppHost"]).ShouldBeEmpty();
    }

    [Fact]
    public void A_Dockerfile_whose_folder_is_missing_is_not_mentioned()
    {
        var application = Sample.Application(Sample.Service("api", 8080) with { Image = new("api", "1") { IsBuilt = true, BuildContext = "../api" } });

        ComposeFile.Build(application, _shop["AppHost"], _shop["k8s-generated"]).Files["compose.yaml"].ShouldNotContain("build:");
        ComposeFile.RemarksOn(application, _shop["AppHost"]).ShouldHaveSingleItem().ShouldContain("does not build the images of api: the folders of their Dockerfiles are not here");
    }

    [Fact]
    public void A_program_of_one_source_file_is_no_Dockerfile_s_folder()
    {
        var application = Sample.Application(Sample.Service("web", 8080) with { Image = new("web", "1") { IsBuilt = true, BuildContext = "web.cs" } });

        Compose(application).ShouldNotContain("build:");
        ComposeFile.Build(application).Files["images.yaml"].ShouldContain("  project: web.cs\n");
    }

    [Fact]
    public void Images_that_Compose_cannot_build_are_named_with_the_command_that_does()
    {
        var application = Sample.Application(Sample.Service("web", 8080) with { Image = new("web", "1") { IsBuilt = true, BuildContext = "Web/Web.csproj" } });

        ComposeFile.RemarksOn(application).ShouldHaveSingleItem().ShouldContain("web");
        Compose(application).ShouldNotContain("build:");
    }

    [Fact]
    public void Files_of_this_machine_are_mounted_as_they_are()
    {
        var application = Sample.Application(Sample.Service("web", 8080) with
        {
            Files = [new("files-0", "/etc/web/web.conf", new Dictionary<string, TextTemplate> { ["web.conf"] = TextTemplate.Literal("x") }) { IsFile = true, Source = "/shop/conf/web $1.conf" }],
            Volumes = [new() { Name = "files-1", MountPath = "/data", FilledWith = new("files-1", "/data", new Dictionary<string, TextTemplate>()) { Source = "/shop/AppHost/data" } }],
        });

        ComposeFile.Build(application, "/shop/AppHost", "/shop/AppHost/k8s").Files["compose.yaml"].ShouldContain("""
                volumes:
                - type: bind
                  source: ../../conf/web $$1.conf
                  target: /etc/web/web.conf
                  read_only: true
                - type: bind
                  source: ../data
                  target: /data
            """);
    }

    [Fact]
    public async Task Docker_compose_accepts_it()
    {
        using var folder = new TemporaryFolder();
        folder.Write("compose.yaml", _text);
        folder.Write(".env", "POSTGRES_PASSWORD=secret\nAUTH_SIGNING_KEY_FILE=./signing-key.pem\n");

        (await CommandLineTool.RunAsync("docker-compose", "-f", folder["compose.yaml"], "config")).ShouldContain("Password=secret;Database=authdb");
    }

    [Fact]
    public void Secret_files_are_mounted_as_secrets()
    {
        _text.ShouldContain("      target: /etc/auth/signing-keys/current.pem\n");
        _text.ShouldContain("  auth-signing-keys-current.pem:\n    file: ${AUTH_SIGNING_KEY_FILE:?set it to the path of a file that holds the parameter auth-signing-key}\n");
    }

    [Fact]
    public void Only_what_is_routed_is_published_and_only_here()
    {
        _text.ShouldContain("127.0.0.1:8000:8000");
        _text.ShouldNotContain("5432:5432");
    }

    public void Dispose() => _shop.Dispose();

    private static string Compose(ApplicationDescription application) => ComposeFile.Build(application).Files["compose.yaml"];
}
