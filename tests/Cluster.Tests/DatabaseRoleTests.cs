using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using k8s;
using k8s.Models;
using Tests.Journeys;

namespace Cluster.Tests;

/// <summary>Each service connects as a role of its own, which owns its database and nothing else.</summary>
[Collection(nameof(DeployedApplication))]
public sealed partial class DatabaseRoleTests(DeployedApplication application)
{
    private static readonly string[] Services = ["auth", "order", "frontend"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DatabaseServer Server => new(application.Client, application.Namespace);

    [Fact]
    public async Task Every_session_is_its_services_own_role_and_no_superuser()
    {
        using var customer = await Customer.RegisterAsync(application.CreateClient(), Cancellation);
        using var client = application.CreateClient();
        (await client.GetAsync("/", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var sessions = await SessionsAsync();

        sessions.Order().ShouldBe(["authdb|auth|f", "frontenddb|frontend|f", "orderdb|order|f"]);
    }

    [Fact]
    public async Task Only_the_server_and_its_Job_know_the_superusers_password()
    {
        var password = await Server.PasswordAsync("postgres-secrets", "POSTGRES_PASSWORD", Cancellation);

        var secrets = await application.Client.CoreV1.ListNamespacedSecretAsync(application.Namespace, cancellationToken: Cancellation);

        // What aspirate keeps for itself has all of them.
        secrets.Items
            .Where(secret => secret.Metadata.Labels?.TryGetValue("app.kubernetes.io/name", out _) is true && secret.Data?.Values.Any(value => Encoding.UTF8.GetString(value).Contains(password, StringComparison.Ordinal)) is true)
            .Select(secret => secret.Metadata.Name)
            .Except([KeptParameters])
            .Order()
            .ShouldBe(["postgres-roles-secrets", "postgres-secrets"]);
    }

    [Fact]
    public async Task A_copied_connection_string_opens_one_database_only()
    {
        var password = await RolePasswordAsync("authdb");

        (await Server.RunAsync("auth", password, "authdb", "SELECT count(*) > 0 FROM \"__EFMigrationsHistory\"", Cancellation)).ShouldBe((0, "t\n"));
        foreach (var database in new[] { "orderdb", "frontenddb", "postgres", "template1" })
        {
            var (exitCode, output) = await Server.RunAsync("auth", password, database, "SELECT 1", Cancellation);
            exitCode.ShouldNotBe(0);
            output.ShouldContain($"permission denied for database \"{database}\"");
        }

        foreach (var forbidden in new[] { "CREATE ROLE mallory SUPERUSER", "CREATE DATABASE mine", "ALTER ROLE \"order\" PASSWORD 'x'", "SET ROLE postgres", "COPY (SELECT 1) TO PROGRAM 'id'" })
        {
            (await Server.RunAsync("auth", password, "authdb", forbidden, Cancellation)).Output.ShouldContain("permission denied");
        }
    }

    [Fact]
    public async Task A_roles_password_changes_without_a_failed_request()
    {
        using var client = application.CreateClient();
        var before = await RolePasswordAsync("orderdb");
        await using var traffic = SteadyTraffic.Start(client, "/orders/products", Cancellation);

        var output = await Aspirate.RunAsync(
            ["secrets", "rotate", "orderdb-password", "--project-path", Repository.AppHost, "--input-path", application.Overlay, "--namespace", application.Namespace, "--non-interactive"], Cancellation);

        (await traffic.StopAsync()).ShouldAllBe(status => status == HttpStatusCode.OK);
        var after = await RolePasswordAsync("orderdb");
        after.ShouldNotBe(before);
        output.ShouldNotContain(after);
        (await Server.RunAsync("order", after, "orderdb", "SELECT 1", Cancellation)).ShouldBe((0, "1\n"));
        (await Server.RunAsync("order", before, "orderdb", "SELECT 1", Cancellation)).Output.ShouldContain("password authentication failed");
    }

    [Fact]
    public async Task An_installation_whose_services_were_the_superuser_is_brought_over_and_back_without_a_failed_request()
    {
        await MakeServicesTheSuperuserAsync();
        using var customer = await Customer.RegisterAsync(application.CreateClient(), Cancellation);
        using var client = application.CreateClient();
        await using var products = SteadyTraffic.Start(client, "/orders/products", Cancellation);
        await using var shop = SteadyTraffic.Start(client, "/", Cancellation);
        await using var keys = SteadyTraffic.Start(client, "/auth/.well-known/jwks", Cancellation);

        await application.ApplyAsync(Cancellation);
        await application.OldPodsGoneAsync(Cancellation);
        var broughtOver = (await SessionsAsync()).Order().ToList();
        await Aspirate.RunAsync(["rollback", "--namespace", application.Namespace, "--non-interactive"], Cancellation);
        (await customer.GetAsync("/orders", Cancellation)).GetProperty("items").GetArrayLength().ShouldBe(0);
        await application.ApplyAsync(Cancellation);

        broughtOver.ShouldBe(["authdb|auth|f", "frontenddb|frontend|f", "orderdb|order|f"]);
        (await Server.RunAsync("SELECT count(*) FROM pg_class WHERE relowner = 10 AND relnamespace = 'public'::regnamespace", Cancellation, "orderdb")).ShouldBe(["0"]);
        (await customer.GetAsync("/orders", Cancellation)).GetProperty("items").GetArrayLength().ShouldBe(0);
        foreach (var traffic in new[] { products, shop, keys })
        {
            (await traffic.StopAsync()).ShouldAllBe(status => status == HttpStatusCode.OK);
        }
    }

    private const string KeptParameters = "aspirate-parameters";

    private Task<IReadOnlyList<string>> SessionsAsync() => Server.RunAsync(
        "SELECT DISTINCT datname, usename, rolsuper FROM pg_stat_activity JOIN pg_roles ON rolname = usename WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND application_name <> 'psql'", Cancellation);

    private Task<string> RolePasswordAsync(string database) => Server.PasswordAsync("postgres-roles-secrets", $"{database.ToUpperInvariant()}_PASSWORD", Cancellation);

    // As it was before there were roles: the tree, and the databases.
    private async Task MakeServicesTheSuperuserAsync()
    {
        var secrets = Directory.CreateDirectory(Path.Combine(application.Overlay, "secrets"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(application.Overlay, "..", "..", "secrets")))
        {
            File.Copy(file, Path.Combine(secrets.FullName, Path.GetFileName(file)));
        }

        foreach (var service in Services)
        {
            var template = await File.ReadAllTextAsync(Path.Combine(secrets.FullName, $"{service}-secrets.yaml"), Cancellation);
            template = template.Replace($"Username={service}", "Username=postgres", StringComparison.Ordinal).Replace($"{service}db-password", "postgres-password", StringComparison.Ordinal);
            await File.WriteAllTextAsync(Path.Combine(secrets.FullName, $"{service}-secrets.yaml"), PasswordRule().Replace(template, "$1    minLength: 22\n"), Cancellation);
        }

        var job = (await application.Client.BatchV1.ListNamespacedJobAsync(application.Namespace, cancellationToken: Cancellation)).Items.Single();
        await application.WriteOverlayAsync($"- patch: '{{ apiVersion: batch/v1, kind: Job, metadata: {{ name: {job.Name()} }}, $patch: delete }}'", Cancellation);
        await application.ApplyAsync(Cancellation);
        secrets.Delete(recursive: true);
        await application.WriteOverlayAsync("", Cancellation);

        foreach (var service in Services)
        {
            await Server.RunAsync($"ALTER DATABASE {service}db OWNER TO postgres; GRANT CONNECT, TEMPORARY ON DATABASE {service}db TO PUBLIC", Cancellation);
            await Server.RunAsync($"REASSIGN OWNED BY \"{service}\" TO postgres; DROP OWNED BY \"{service}\"; DROP ROLE \"{service}\"", Cancellation, $"{service}db");
        }
    }

    [GeneratedRegex(@"(- name: postgres-password\n  generate:\n)    minLength: 32\n    special: false\n")]
    private static partial Regex PasswordRule();
}
