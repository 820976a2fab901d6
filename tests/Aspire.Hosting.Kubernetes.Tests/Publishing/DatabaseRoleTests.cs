using System.Text.Json;
using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Description.Postgres;
using Aspire.Hosting.Kubernetes.Objects;
using Aspire.Hosting.Kubernetes.Output;
using Aspire.Hosting.Kubernetes.Tests.Testing;
using static Aspire.Hosting.Kubernetes.Tests.Testing.PublishedModel;

namespace Aspire.Hosting.Kubernetes.Tests.Publishing;

/// <summary>Databases that have a role of their own where they are published.</summary>
public sealed class DatabaseRoleTests
{
    [Fact]
    public async Task Whoever_refers_to_the_database_connects_as_its_role()
    {
        using var published = await PublishAsync(Shop);

        published["secrets/auth-secrets.yaml"].ShouldContain("ConnectionStrings__authdb: Host=postgres-service;Port=5432;Username=auth;Password={authdb-password};Database=authdb\n");
        published["secrets/auth-secrets.yaml"].ShouldContain("AUTHDB_PASSWORD: \"{authdb-password}\"\n");
        published["secrets/auth-secrets.yaml"].ShouldContain("AUTHDB_URI: postgresql://auth:{authdb-password:uri}@postgres-service:5432/authdb\n");
        published["auth/configmap.yaml"].ShouldContain("AUTHDB_USERNAME: auth\n");
        foreach (var file in published.Files.Where(file => file.StartsWith("auth/", StringComparison.Ordinal) || file.Contains("auth-secrets", StringComparison.Ordinal)))
        {
            published[file].ShouldNotContain("postgres-password");
            published[file].ShouldNotContain("Username=postgres");
        }
    }

    [Fact]
    public async Task A_Job_of_the_servers_image_makes_the_roles_and_reaches_nothing_but_the_server()
    {
        using var published = await PublishAsync(Shop);

        published["postgres-roles/job.yaml"].ShouldContain("        image: docker.io/library/postgres:17\n");
        published["postgres-roles/job.yaml"].ShouldContain("          readOnlyRootFilesystem: true\n");
        published["postgres-roles/job.yaml"].ShouldContain("        runAsUser: 999\n");
        published["postgres-roles/job.yaml"].ShouldMatch(@"\n  name: postgres-roles-[0-9a-f]{8}\n");
        published["postgres-roles/configmap.yaml"].ShouldContain("  AUTHDB_DATABASE: authdb\n  AUTHDB_ROLE: auth\n  DATABASES: AUTHDB ORDERDB\n");
        published["postgres-roles/configmap.yaml"].ShouldContain("  PGHOST: postgres-service\n  PGPORT: \"5432\"\n  PGUSER: postgres\n");
        published["secrets/postgres-roles-secrets.yaml"].ShouldContain("  AUTHDB_PASSWORD: \"{authdb-password}\"\n");
        published["secrets/postgres-roles-secrets.yaml"].ShouldContain("  PGPASSWORD: \"{postgres-password}\"\n");
        published["postgres/networkpolicy.yaml"].ShouldContain("          app.kubernetes.io/name: postgres-roles\n");

        var policy = published["postgres-roles/networkpolicy.yaml"];
        policy.ShouldNotContain("ingress:");
        policy.Split('\n').Count(line => line.Contains("app.kubernetes.io/name: ", StringComparison.Ordinal) && !line.Contains("postgres-roles", StringComparison.Ordinal)).ShouldBe(1, policy);
        policy.ShouldNotContain("ipBlock");
        published["auth/networkpolicy.yaml"].ShouldNotContain("postgres-roles", customMessage: "a role's name is no address, even when a service has the same");
    }

    [Fact]
    public async Task The_server_is_told_a_new_password_by_the_role_itself()
    {
        using var published = await PublishAsync(Shop);

        published["secrets/postgres-roles-secrets.yaml"].ShouldMatch(@"- name: authdb-password\n  generate:\n    minLength: 32\n    special: false\n  change:\n    workload: postgres\n    container: postgres\n");
        published["secrets/postgres-roles-secrets.yaml"].ShouldContain("    - change-password\n    - auth\n    - authdb\n");
        published["secrets/postgres-secrets.yaml"].ShouldContain("  change:\n    container: postgres\n");
    }

    [Fact]
    public async Task The_same_model_gives_the_same_bytes()
    {
        using var first = await PublishAsync(Shop);
        using var second = await PublishAsync(Shop);

        second["postgres-roles/job.yaml"].ShouldBe(first["postgres-roles/job.yaml"]);
    }

    [Fact]
    public async Task A_password_may_be_given_and_leads_nowhere()
    {
        using var published = await PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            var database = builder.AddPostgres("postgres").AddDatabase("authdb", "accounts").WithOwnRole("auth user", builder.AddParameter("own", secret: true));
            builder.AddService("auth", 8000).WithReference(database);
        });

        published["secrets/auth-secrets.yaml"].ShouldContain("Username=\"auth user\";Password={own};Database=accounts");
        published["secrets/auth-secrets.yaml"].ShouldContain("postgresql://auth%20user:{own:uri}@postgres-service:5432/accounts");
        published["postgres-roles/configmap.yaml"].ShouldContain("  AUTHDB_DATABASE: accounts\n  AUTHDB_ROLE: auth user\n");
        published["postgres-roles/networkpolicy.yaml"].ShouldNotContain("ipBlock");
    }

    [Fact]
    public async Task Where_a_database_has_no_role_of_its_own_nothing_is_made()
    {
        using var published = await PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            builder.AddService("auth", 8000).WithReference(builder.AddPostgres("postgres").AddDatabase("authdb"));
        });

        published.Files.ShouldNotContain(file => file.Contains("roles", StringComparison.Ordinal));
        published["secrets/auth-secrets.yaml"].ShouldContain("Username=postgres;Password={postgres-password};Database=authdb");
    }

    [Fact]
    public async Task In_a_manifest_which_has_no_words_for_roles_everybody_is_the_superuser()
    {
        using var folder = new TemporaryFolder();
        var builder = CreateBuilder(folder.Path, "--publisher", "manifest", "--output-path", folder["manifest.json"]);
        Shop(builder);
        await using var application = builder.Build();
        await application.RunAsync(TestContext.Current.CancellationToken);

        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(folder["manifest.json"], TestContext.Current.CancellationToken));

        var resources = manifest.RootElement.GetProperty("resources");
        resources.EnumerateObject().Select(resource => resource.Name).ShouldNotContain(name => name.Contains("roles", StringComparison.Ordinal) || name == "authdb-password");
        resources.GetProperty("authdb").GetProperty("connectionString").GetString().ShouldBe("{postgres.connectionString};Database=authdb");
        var environment = resources.GetProperty("auth").GetProperty("env");
        environment.GetProperty("ConnectionStrings__authdb").GetString().ShouldBe("{authdb.connectionString}");
        environment.GetProperty("AUTHDB_USERNAME").GetString().ShouldBe("postgres");
        environment.GetProperty("AUTHDB_PASSWORD").GetString().ShouldBe("{postgres-password.value}");
    }

    [Fact]
    public void When_the_application_is_run_everything_is_as_without()
    {
        var builder = CreateBuilder(Path.GetTempPath());
        var database = builder.AddPostgres("postgres").AddDatabase("authdb");
        var before = database.Resource.Annotations.Count;

        database.WithOwnRole("auth");

        database.Resource.Annotations.Count.ShouldBe(before);
    }

    [Theory]
    [InlineData("", "role")]
    [InlineData("pg_auth", "The role's name 'pg_auth' begins with 'pg_', as only PostgreSQL's own roles may. Give another, e.g. the name of the service.")]
    [InlineData("public", "means something else to PostgreSQL")]
    [InlineData("postgres", "is the superuser's")]
    [InlineData("a\nb", "has a control character")]
    [InlineData("ääääääääääääääääääääääääääääääää", "is longer than the 63 bytes")]
    public void A_name_that_cannot_be_a_roles_is_refused_at_once(string role, string problem)
    {
        var database = CreateBuilder(Path.GetTempPath()).AddPostgres("postgres").AddDatabase("authdb");

        Should.Throw<ArgumentException>(() => database.WithOwnRole(role)).Message.ShouldContain(problem);
    }

    [Fact]
    public void A_password_that_is_not_secret_is_refused_at_once()
    {
        var builder = CreateBuilder(Path.GetTempPath());
        var open = builder.AddParameter("open", "value");

        Should.Throw<ArgumentException>(() => builder.AddPostgres("postgres").AddDatabase("authdb").WithOwnRole("auth", open)).Message.ShouldContain("AddParameter(\"open\", secret: true)");
    }

    [Fact]
    public async Task Two_databases_do_not_share_a_role()
    {
        var failure = await Should.ThrowAsync<Exception>(() => PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            var postgres = builder.AddPostgres("postgres");
            postgres.AddDatabase("one").WithOwnRole("same");
            postgres.AddDatabase("two").WithOwnRole("same");
        }));

        failure.ToString().ShouldContain("The databases 'one' and 'two' of 'postgres' have the same role 'same', and so could read each other. Give each a name of its own in WithOwnRole.");
    }

    [Fact]
    public async Task An_image_that_is_not_known_to_be_PostgreSQLs_is_refused()
    {
        var failure = await Should.ThrowAsync<Exception>(() => PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            builder.AddPostgres("postgres").WithImage("somebody/database", "1").AddDatabase("one").WithOwnRole("one");
        }));

        failure.ToString().ShouldContain("'one' has a role of its own, which is made by the client programs of its server's image, and 'docker.io/somebody/database:1' of 'postgres' is not known to have any.");
    }

    [Fact]
    public void Compose_starts_the_services_when_the_roles_are_there()
    {
        var server = Sample.Postgres();
        var job = RolesJob.Describe(server, TextTemplate.Literal("postgres-service"), TextTemplate.Literal("5432"), TextTemplate.Literal("postgres"), new(new TextPart.Parameter("postgres-password")), [new("authdb", "authdb", "auth", new(new TextPart.Parameter("authdb-password")))]);
        var application = Sample.Application(server, job, Sample.Auth() with { WaitsFor = ["postgres", "postgres-roles"] });
        application = application with { Parameters = [.. application.Parameters, new() { Name = "authdb-password", IsSecret = true, Generation = new() { MinLength = 32 } }] };

        var text = ComposeFile.Build(application).Files["compose.yaml"];

        text.ShouldContain("    depends_on:\n      postgres:\n        condition: service_healthy\n      postgres-roles:\n        condition: service_completed_successfully\n");
        text.ShouldContain("      AUTHDB_PASSWORD: ${AUTHDB_PASSWORD:?set it to the parameter authdb-password}\n");
        text.ShouldContain("    restart: on-failure\n");

        // In a chart, what values and Secrets make of the Job gives it another name as well.
        HelmChart.Build(ApplicationObjects.Build(application)).Files["templates/postgres-roles/job.yaml"]
            .ShouldMatch(@"\n  name: postgres-roles-[0-9a-f]{8}-\{\{ print \(toYaml \.Values\.postgresRoles\) \(include \(print \$\.Template\.BasePath ""/postgres-roles/secret\.yaml""\) \.\) \| sha256sum \| trunc 8 \}\}\n");
    }

    private static void Shop(IDistributedApplicationBuilder builder)
    {
        builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
        var postgres = builder.AddPostgres("postgres").WithImageTag("17").WithVolume("data", "/var/lib/postgresql/data");
        builder.AddService("auth", 8000).WithServiceName("auth").WithReference(postgres.AddDatabase("authdb").WithOwnRole("auth"));
        builder.AddService("order", 4000).WithReference(postgres.AddDatabase("orderdb").WithOwnRole("order"));
    }
}
