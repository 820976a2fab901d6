using static Aspire.Hosting.Kubernetes.Tests.Testing.PublishedModel;

namespace Aspire.Hosting.Kubernetes.Tests.Publishing;

/// <summary>What an AppHost says of its Dockerfiles is what a build is told.</summary>
public sealed class DockerfileModelTests : IDisposable
{
    private readonly TemporaryFolder _files = new();

    [Fact]
    public async Task Dockerfile_stage_arguments_and_secrets_are_listed_and_no_secret_is_written()
    {
        _files.Write("api/Dockerfile", "FROM scratch");
        using var published = await PublishAsync(
            builder =>
            {
                builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
                var token = builder.AddParameter("npm-token", "hunter2", secret: true);
                builder.AddDockerfile("api", _files["api"], stage: "final")
                    .WithBuildArg("MODE", "prod {id}")
                    .WithBuildArg("FAST", true)
                    .WithBuildSecret("npm", token)
                    .WithHttpEndpoint(targetPort: 8000);
            });

        var images = published["images.yaml"];
        images.ShouldContain("  stage: final\n  args:\n  - MODE=prod {{id}}\n  - FAST=true\n  secrets:\n  - id: npm\n    value: \"{npm-token}\"\n");
        images.ShouldContain("/api\n");
        images.ShouldNotContain("dockerfile:", Case.Insensitive);
        images.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task What_the_AppHost_makes_up_is_kept_for_the_build()
    {
        Directory.CreateDirectory(_files["api"]);
        using var published = await PublishAsync(Model);

        published["images.yaml"].ShouldContain("  generatedDockerfile: api/Dockerfile\n");
        published["api/Dockerfile"].ShouldEndWith("\nFROM scratch\n");

        void Model(IDistributedApplicationBuilder builder)
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            builder.AddDockerfileFactory("api", _files["api"], _ => "FROM scratch");
        }
    }

    [Theory]
    [InlineData("helm", ".helmignore", "\nDockerfile\n")]
    [InlineData("compose", "compose.yaml", "api/Dockerfile\n")]
    public async Task A_chart_and_a_Compose_file_have_it_too(string format, string file, string mention)
    {
        Directory.CreateDirectory(_files["api"]);
        using var published = await PublishAsync(
            builder =>
            {
                builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
                builder.AddDockerfileFactory("api", _files["api"], _ => "FROM scratch");
            },
            $"--Kubernetes:OutputFormat={format}");

        published["api/Dockerfile"].ShouldEndWith("\nFROM scratch\n");
        published[file].ShouldContain(mention);
    }

    [Fact]
    public async Task A_Compose_file_waits_for_what_the_model_waits_for()
    {
        using var published = await PublishAsync(
            builder =>
            {
                builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
                var cache = builder.AddContainer("cache", "redis", "7");
                builder.AddContainer("web", "nginx", "1").WaitFor(cache);
                builder.AddContainer("other", "nginx", "1").WithEnvironment("CACHE", cache.Resource.Name);
            },
            "--Kubernetes:OutputFormat=compose");

        published["compose.yaml"].Split("depends_on").Length.ShouldBe(2);
        published["compose.yaml"].ShouldContain("    depends_on:\n      cache:\n");
    }

    public void Dispose() => _files.Dispose();
}
