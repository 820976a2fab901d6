using Aspirate.AppHosts;
using Aspirate.Secrets;

namespace Aspirate.Tests;

public sealed class SecretsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SecretsCommandTests()
    {
        _folder.Write("tree/kustomization.yaml", "");
        _folder.Write("tree/secrets/shop-secrets.yaml", """
            kind: SecretTemplate
            metadata:
              name: shop-secrets
            data:
              Stripe: "{stripe-key}"
              Database: Host=db;Password={password:uri};{{x}}
              Old: "{password:previous}"
            parameters:
            - name: password
              generate:
                minLength: 22
            - name: signing-key
              madeBy: AppHost
            - name: stripe-key
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ExternalSecrets_are_written_for_a_chart_as_for_a_tree()
    {
        var manifest = ForeignManifests.PathOf("parameters");
        (await CommandLine.RunAsync(["generate", "-m", manifest, "--output-format", "Helm", "-o", _folder["chart"], .. ForeignManifests.ValuesOf("parameters")])).ExitCode.ShouldBe(0);
        (await CommandLine.RunAsync(["generate", "-m", manifest, "-o", _folder["same"], .. ForeignManifests.ValuesOf("parameters")])).ExitCode.ShouldBe(0);

        var chart = await CommandLine.RunAsync("secrets", "--external-store", "vault", "--input-path", _folder["chart"]);

        chart.ExitCode.ShouldBe(0, chart.Error);
        chart.Output.ShouldContain("kind: ExternalSecret");
        chart.Output.ShouldBe((await CommandLine.RunAsync("secrets", "--external-store", "vault", "--input-path", _folder["same"])).Output);
    }

    [Fact]
    public async Task Where_each_value_comes_from_is_shown_with_the_Secrets_that_need_it()
    {
        var result = await CommandLine.RunAsync("secrets", "--input-path", _folder["tree"]);

        result.ExitCode.ShouldBe(0);
        result.Output.ShouldContain("password      generated, at least 22 characters");
        result.Output.ShouldContain("signing-key   made by the AppHost");
        result.Output.ShouldContain("to be given: the variable Parameters__stripe_key, or in the folder of an AppHost: dotnet user-secrets set Parameters:stripe-key VALUE   shop-secrets");
        result.Output.ShouldContain("  Database = Host=db;Password={password:uri};{{x}}");
    }

    [Fact]
    public async Task An_ExternalSecret_has_no_key_for_the_value_before_a_rotation()
    {
        var result = await CommandLine.RunAsync("secrets", "--input-path", _folder["tree"], "--external-store", "vault");

        result.ExitCode.ShouldBe(0);
        result.Output.ShouldContain("Password={{ .password | urlquery }};{x}");
        result.Output.ShouldNotContain("Old");
    }

    [Fact]
    public async Task A_template_that_was_edited_wrongly_is_a_message_and_no_stack_trace()
    {
        _folder.Write("tree/secrets/other.yaml", "kind: SecretTemplate\nmetadata:\n  name: a\ndata:\n  Key: \"{open\"");

        var result = await CommandLine.RunAsync("secrets", "--input-path", _folder["tree"]);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("other.yaml: data['Key']: the '{' at character 1 has no other end");
        result.Error.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("get", "password")]
    [InlineData("rotate", "password")]
    [InlineData("retire", "password")]
    public async Task Without_a_cluster_it_is_said_how_to_name_one(params string[] arguments)
    {
        var result = await CommandLine.RunAsync(["secrets", .. arguments, "--input-path", _folder["tree"], "--namespace", "shop", "--kubeconfig", _folder["none"]]);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("kubeconfig");
    }

    [Fact]
    public void The_AppHosts_settings_and_user_secrets_give_values_and_an_empty_one_is_none()
    {
        var id = $"aspirate-tests-{Guid.NewGuid():N}";
        var project = _folder.Write("AppHost/AppHost.csproj", $"<Project Sdk=\"Aspire.AppHost.Sdk\"><PropertyGroup><UserSecretsId>{id}</UserSecretsId></PropertyGroup></Project>");
        _folder.Write("AppHost/appsettings.json", """{ "Parameters": { "a": "from settings", "b": "from settings", "c": "", "d_e": "underscored" }, "ConnectionStrings": { "db": "Host=db" } }""");
        var userSecrets = Microsoft.Extensions.Configuration.UserSecrets.PathHelper.GetSecretsPathFromSecretsId(id);
        Directory.CreateDirectory(Path.GetDirectoryName(userSecrets)!);
        try
        {
            File.WriteAllText(userSecrets, """{ "Parameters:b": "from user secrets" }""");

            var values = AppHostParameterValues.Of(Path.GetDirectoryName(project)!, new AppHostRunner(TextWriter.Null));

            values.Find(new() { Name = "a" }).ShouldBe("from settings");
            values.Find(new() { Name = "b" }).ShouldBe("from user secrets");
            values.Find(new() { Name = "c" }).ShouldBeNull();
            values.Find(new() { Name = "d-e" }).ShouldBe("underscored", "shells cannot set variables with dashes");
            values.Find(new() { Name = "db", Key = "ConnectionStrings:db" }).ShouldBe("Host=db");
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(userSecrets)!, recursive: true);
        }
    }

    [Fact]
    public async Task Without_an_AppHost_nobody_can_make_what_only_it_can()
    {
        var values = AppHostParameterValues.Of(_folder.Path, new AppHostRunner(TextWriter.Null));

        var mistake = await Should.ThrowAsync<UserErrorException>(() => values.MakeAsync(["signing-key"], TestContext.Current.CancellationToken));

        mistake.Message.ShouldContain("signing-key");
        mistake.Message.ShouldContain("--project-path");
    }
}
