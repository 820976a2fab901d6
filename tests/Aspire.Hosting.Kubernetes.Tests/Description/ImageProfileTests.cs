using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Objects;
using Aspire.Hosting.Kubernetes.Tests.Testing;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Tests.Description;

public sealed class ImageProfileTests
{
    [Theory]
    [InlineData("docker.io/library/postgres", "17", 999)]
    [InlineData("postgres", "17-alpine", 70)]
    [InlineData("docker.io/ankane/pgvector", "latest", 999)]
    [InlineData("pgvector/pgvector", "pg17", 999)]
    [InlineData("docker.io/postgis/postgis", "17-3.5-alpine", 70)]
    [InlineData("docker.io/timescale/timescaledb", "latest-pg17", 70)]
    [InlineData("mcr.microsoft.com/mssql/server", "2022-latest", 10001)]
    [InlineData("registry.example.com/mirror/postgres", "17", 999)]
    public void A_known_image_and_its_relatives_run_as_their_own_user(string repository, string tag, int user) =>
        ImageProfile.Of(new(repository, tag)).Identity.User.ShouldBe(user);

    [Theory]
    [InlineData("docker.io/bitnami/redis")]
    [InlineData("docker.io/questdb/questdb")]
    [InlineData("ghcr.io/contoso/server")]
    [InlineData("docker.io/unleashorg/unleash-server")]
    [InlineData("minio/server")]
    public void An_image_that_nobody_knows_is_forced_to_nothing(string repository)
    {
        var pod = Sample.Application(Complete(new(repository, "1"))).Pod("program");

        pod.SecurityContext.RunAsUser.ShouldBeNull();
        pod.SecurityContext.RunAsNonRoot.ShouldBeNull();
        pod.Containers.Single().SecurityContext.ShouldBeNull();
        pod.Containers.Single().Resources.Limits.ShouldBeNull();
        pod.Containers.Single().LivenessProbe.ShouldBeNull();
    }

    [Fact]
    public void The_namespace_keeps_to_what_its_images_can_bear_and_that_is_said()
    {
        var unknown = ApplicationObjects.Build(Sample.Application(Sample.Service("web", 8080), Complete(new("docker.io/questdb/questdb", "9"))));
        var known = ApplicationObjects.Build(Sample.Application(Sample.Service("web", 8080), Complete(new("redis", "8"))));

        Level(unknown).ShouldBe("baseline");
        unknown.Application.Remarks.ShouldContain("The namespace's Pod Security level is 'baseline', since it is not known whether these images can do without root: program (docker.io/questdb/questdb).");
        Level(known).ShouldBe("restricted");
        known.Application.Remarks.ShouldBeEmpty();
    }

    [Fact]
    public void A_volume_of_an_unknown_image_can_be_written_to_by_whoever_it_runs_as()
    {
        var pod = Sample.Application(Complete(new("docker.io/questdb/questdb", "9")) with { Volumes = [new() { Name = "data", MountPath = "/data" }] }).Pod("program");

        pod.SecurityContext.FsGroup.ShouldNotBeNull();
    }

    [Fact]
    public void Temporary_files_are_bounded_by_what_a_program_writes_besides_its_data()
    {
        var postgres = Sample.Application(ImageProfile.Complete(Program(new("postgres", "17")) with { Volumes = [new() { Name = "data", MountPath = "/var/lib/postgresql" }] })).Pod("program");
        var service = Sample.Application(Sample.Service("web", 8080)).Pod("web");

        Limits(postgres).ShouldBe([("tmp", "64Mi"), ("var-run-postgresql", "64Mi")]);
        Limits(service).ShouldBe([("tmp", "2Gi")]);

        static IEnumerable<(string, string)> Limits(V1PodSpec pod) => pod.Volumes.Where(volume => volume.EmptyDir is not null).Select(volume => (volume.Name, volume.EmptyDir.SizeLimit.ToString()));
    }

    [Fact]
    public void SQL_Server_has_the_memory_without_which_it_does_not_start()
    {
        var resources = ImageProfile.Of(new("mcr.microsoft.com/mssql/server", "2022-latest")).Resources;

        new ResourceQuantity(resources.MemoryRequest).ToDecimal().ShouldBeGreaterThanOrEqualTo(2_000_000_000);
    }

    [Fact]
    public void The_data_s_volume_is_the_one_at_their_place()
    {
        var database = ImageProfile.Complete(Program(new("postgres", "17")) with
        {
            Volumes = [new() { Name = "scripts", MountPath = "/docker-entrypoint-initdb.d" }, new() { Name = "data", MountPath = "/var/lib/postgresql/data" }],
        });

        database.Environment.Single(entry => entry.Name == "PGDATA").Value.Parts.ShouldBe([new TextPart.Literal("/var/lib/postgresql/data/pgdata")]);
    }

    [Fact]
    public void A_database_without_a_volume_writes_into_its_image()
    {
        var database = ImageProfile.Complete(Program(new("postgres", "17")) with { Volumes = [new() { Name = "scripts", MountPath = "/docker-entrypoint-initdb.d" }] });

        database.Identity.HasReadOnlyRoot.ShouldBeFalse();
        database.Environment.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("postgres", "/var/lib/postgresql")]
    [InlineData("mongo", "/data/db")]
    [InlineData("rabbitmq", "/var/lib/rabbitmq")]
    [InlineData("mcr.microsoft.com/mssql/server", "/var/opt/mssql")]
    public void A_database_or_broker_without_a_volume_is_told_of(string repository, string path)
    {
        Remarks(Complete(new(repository, "1"))).ShouldBe([$"What images keep where the model has no volume goes with the pod: program ({path}). WithDataVolume or WithVolume in the AppHost keeps it."]);
        Remarks(Complete(new(repository, "1")) with { Volumes = [new() { Name = "data", MountPath = path }] }).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("redis")]
    [InlineData("valkey/valkey")]
    [InlineData("nginx")]
    public void What_keeps_nothing_of_its_own_needs_no_volume(string repository) => Remarks(Complete(new(repository, "1"))).ShouldBeEmpty();

    [Fact]
    public void Data_are_where_the_model_puts_them()
    {
        var database = Program(new("postgres", "17")) with { Environment = [new("PGDATA", TextTemplate.Literal("/data/pg"))] };

        Remarks(ImageProfile.Complete(database with { Volumes = [new() { Name = "data", MountPath = "/data" }] })).ShouldBeEmpty();
        Remarks(ImageProfile.Complete(database)).ShouldHaveSingleItem().ShouldContain("program (/data/pg)");
        Remarks(ImageProfile.Complete(database with { Command = ["psql"] })).ShouldBeEmpty();
    }

    [Fact]
    public void Another_program_in_a_known_image_is_not_asked_what_only_the_image_s_own_can_answer() =>
        ImageProfile.Complete(Program(new("postgres", "17")) with { Command = ["psql"], Endpoints = [] }).Probes.ShouldBeEmpty();

    private static IReadOnlyList<string> Remarks(WorkloadDescription workload) => ApplicationObjects.Build(Sample.Application(workload)).Application.Remarks;

    private static WorkloadDescription Complete(ContainerImage image) => ImageProfile.Complete(Program(image));

    private static WorkloadDescription Program(ContainerImage image) => new()
    {
        Name = "program",
        Image = image,
        Endpoints = [new() { Name = "tcp", Scheme = "tcp", Port = 9000, TargetPort = 9000 }],
        ServiceName = "program",
        Identity = ContainerIdentity.OfImage,
    };

    private static string Level(ApplicationObjects objects) =>
        objects.Manifests.Select(manifest => manifest.Content).OfType<V1Namespace>().Single().Metadata.Labels["pod-security.kubernetes.io/enforce"];
}
