using System.Text;
using System.Text.Json.Nodes;
using Aspirate.Cluster.Secrets;
using Aspirate.Cluster.Secrets.Templates;
using k8s.Models;
using Microsoft.Extensions.Time.Testing;

namespace Aspirate.Cluster.Tests.Secrets;

public sealed class SecretDeploymentTests : IAsyncLifetime
{
    private static readonly SecretParameter Password = new() { Name = "postgres-password", Generate = new SecretGeneration { MinLength = 22 } };
    private static readonly SecretParameter SigningKey = new() { Name = "signing-key", MadeBy = "AppHost" };
    private static readonly SecretParameter StripeKey = new() { Name = "stripe-key" };

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    private readonly GivenValues _given = [];
    private FakeSecretApi _api = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await FakeSecretApi.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task A_value_comes_from_the_configuration_or_the_rule_or_the_AppHost()
    {
        _given["Parameters:stripe-key"] = "sk_live_1";
        var templates = new[] { Template("shop-secrets", [Password, SigningKey, StripeKey], ("A", "{postgres-password}"), ("B", "{signing-key}"), ("C", "{stripe-key}")) };

        var plan = await Deployment().PlanAsync(templates, Cancellation);
        plan.Parameters.Select(parameter => (parameter.Name, parameter.Action)).ShouldBe([("postgres-password", ParameterAction.Generate), ("signing-key", ParameterAction.Make), ("stripe-key", ParameterAction.Take)]);
        _api.Writes.ShouldBe(0, "a plan only reads");

        var rendered = await Deployment().PrepareAsync(plan, Cancellation);

        Data(rendered, "shop-secrets")["A"].Length.ShouldBe(22);
        Data(rendered, "shop-secrets")["B"].ShouldStartWith("made signing-key");
        Data(rendered, "shop-secrets")["C"].ShouldBe("sk_live_1");
        _api.Value("aspirate-parameters", "postgres-password").ShouldBe(Data(rendered, "shop-secrets")["A"]);
    }

    [Fact]
    public async Task A_text_has_its_braces_encodings_and_previous_values_resolved()
    {
        _given["Parameters:stripe-key"] = "p@ss {1}";
        var template = Template("shop-secrets", [StripeKey], ("Uri", "postgres://u:{stripe-key:uri}@db/{{x}}"), ("Plain", "k={stripe-key};"), ("Old", "{stripe-key:previous}"));

        var rendered = await ApplyAsync(template);

        Data(rendered, "shop-secrets").ShouldBe(new Dictionary<string, string> { ["Plain"] = "k=p@ss {1};", ["Uri"] = "postgres://u:p%40ss%20%7B1%7D@db/{x}" }, ignoreOrder: true);
    }

    [Fact]
    public async Task A_second_deployment_changes_nothing()
    {
        var template = Template("shop-secrets", [Password], ("A", "{postgres-password}"));
        var first = await ApplyAsync(template);
        var writes = _api.Writes;
        _time.Advance(TimeSpan.FromHours(1));

        var plan = await Deployment().PlanAsync([template], Cancellation);
        var second = await Deployment().PrepareAsync(plan, Cancellation);

        plan.New.ShouldBeEmpty();
        plan.Parameters.Single().Since.ShouldBe(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        _api.Writes.ShouldBe(writes);
        second.Checksums.ShouldBe(first.Checksums);
        Data(second, "shop-secrets").ShouldBe(Data(first, "shop-secrets"));
    }

    [Fact]
    public async Task A_new_value_in_the_configuration_is_pointed_out_and_not_taken()
    {
        _given["Parameters:stripe-key"] = "sk_1";
        var template = Template("shop-secrets", [StripeKey], ("A", "{stripe-key}"));
        await ApplyAsync(template);
        _given["Parameters:stripe-key"] = "sk_2";

        var plan = await Deployment().PlanAsync([template], Cancellation);
        var rendered = await Deployment().PrepareAsync(plan, Cancellation);

        plan.Notices.ShouldHaveSingleItem().ShouldContain("aspirate secrets rotate stripe-key");
        Data(rendered, "shop-secrets")["A"].ShouldBe("sk_1");
    }

    [Fact]
    public async Task No_plan_and_no_message_shows_a_value()
    {
        _given["Parameters:stripe-key"] = "sk_1";
        var template = Template("shop-secrets", [StripeKey, Password], ("A", "{stripe-key}{postgres-password}"));
        var rendered = await ApplyAsync(template);
        _given["Parameters:stripe-key"] = "sk_2";

        var plan = await Deployment().PlanAsync([template], Cancellation);

        var shown = $"{plan} {string.Join(' ', plan.Parameters)} {string.Join(' ', plan.Notices)} {rendered} {string.Join(' ', rendered.Checksums)}";
        foreach (var secret in new[] { "sk_1", "sk_2", _api.Value("aspirate-parameters", "postgres-password")! })
        {
            shown.ShouldNotContain(secret);
        }
    }

    [Fact]
    public async Task All_missing_values_are_named_at_once_with_the_ways_to_give_them()
    {
        var template = Template("shop-secrets", [StripeKey, new() { Name = "authdb", Key = "ConnectionStrings:authdb" }, Password], ("A", "{stripe-key}{authdb}{postgres-password}"));

        var missing = await Should.ThrowAsync<ClusterException>(() => Deployment().PlanAsync([template], Cancellation));

        missing.Message.ShouldStartWith("2 parameters have no value");
        missing.Message.ShouldContain("the variable Parameters__stripe_key, or in the folder of an AppHost: dotnet user-secrets set Parameters:stripe-key VALUE");
        missing.Message.ShouldContain("ConnectionStrings__authdb");
        missing.Message.ShouldNotContain("postgres-password");
    }

    [Fact]
    public async Task Of_two_first_deployments_at_once_both_get_the_same_password()
    {
        var template = Template("shop-secrets", [Password], ("A", "{postgres-password}"));
        var plans = await Task.WhenAll(Deployment().PlanAsync([template], Cancellation), Deployment().PlanAsync([template], Cancellation));

        // Both have read that there is nothing before either writes.
        using var bothHaveRead = new Barrier(2);
        var held = 0;
        _api.BeforeRead = () =>
        {
            if (Interlocked.Increment(ref held) <= 2)
            {
                bothHaveRead.SignalAndWait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
            }
        };
        var rendered = await Task.WhenAll(plans.Select(plan => Task.Run(() => Deployment().PrepareAsync(plan, Cancellation))));

        _api.Writes.ShouldBe(1);
        Data(rendered[0], "shop-secrets").ShouldBe(Data(rendered[1], "shop-secrets"));
        rendered[0].Checksums.ShouldBe(rendered[1].Checksums);
    }

    [Fact]
    public async Task A_dry_run_writes_nothing_and_still_shows_every_key()
    {
        var template = Template("shop-secrets", [Password, SigningKey], ("A", "{postgres-password}"), ("B", "{signing-key}"));

        var preview = await Deployment().PreviewAsync(await Deployment().PlanAsync([template], Cancellation), Cancellation);

        _api.Writes.ShouldBe(0);
        Data(preview, "shop-secrets").Keys.ShouldBe(["A", "B"]);
    }

    [Fact]
    public async Task A_parameter_that_a_later_tree_adds_leaves_the_others_as_they_are()
    {
        var first = await ApplyAsync(Template("shop-secrets", [Password], ("A", "{postgres-password}")));

        var second = await ApplyAsync(Template("shop-secrets", [Password, SigningKey], ("A", "{postgres-password}"), ("B", "{signing-key}")));

        Data(second, "shop-secrets")["A"].ShouldBe(Data(first, "shop-secrets")["A"]);
        Data(second, "shop-secrets").ShouldContainKey("B");
    }

    [Fact]
    public async Task A_Secret_has_the_templates_labels_and_type_and_nothing_that_marks_the_template()
    {
        var template = Template("tls", [Password], ("A", "{postgres-password}"));
        template.Type = "example.com/custom";
        template.Metadata.Labels = new Dictionary<string, string> { ["app.kubernetes.io/name"] = "shop" };

        var secret = (await ApplyAsync(template)).Secrets.Single();

        secret.Type.ShouldBe("example.com/custom");
        secret.Metadata.Labels.ShouldBe(new Dictionary<string, string> { ["app.kubernetes.io/name"] = "shop" });
        secret.Metadata.Annotations.ShouldBeNull();
    }

    [Fact]
    public async Task A_checksum_depends_on_a_key_that_only_the_cluster_has()
    {
        _given["Parameters:stripe-key"] = "guessable";
        var template = Template("shop-secrets", [StripeKey], ("A", "{stripe-key}"));
        var here = await ApplyAsync(template);

        await using var elsewhere = await FakeSecretApi.StartAsync();
        var other = new SecretDeployment(elsewhere.Client, "shop", _given, _time);
        var there = await other.PrepareAsync(await other.PlanAsync([template], Cancellation), Cancellation);

        there.Checksums["shop-secrets"].ShouldNotBe(here.Checksums["shop-secrets"]);
    }

    [Fact]
    public void Pods_are_replaced_for_what_they_read_as_environment_only()
    {
        var checksums = new Dictionary<string, string> { ["read"] = "1", ["mounted"] = "2" };
        var deployment = Workload("Deployment", """{"spec":{"containers":[{"envFrom":[{"secretRef":{"name":"read"}}]}],"volumes":[{"secret":{"secretName":"mounted"}}]}}""");
        var other = Workload("Deployment", """{"spec":{"containers":[{}],"volumes":[{"secret":{"secretName":"mounted"}}]}}""");
        var job = Workload("Job", """{"spec":{"containers":[{"envFrom":[{"secretRef":{"name":"read"}}]}]}}""");

        SecretAnnotation.Set(deployment, checksums).ShouldBeTrue();
        SecretAnnotation.Set(other, checksums).ShouldBeFalse();
        SecretAnnotation.Set(job, checksums).ShouldBeFalse("a Job's pods cannot be replaced");

        ((string?)deployment["spec"]!["template"]!["metadata"]!["annotations"]![SecretAnnotation.Name]).ShouldBe("1");
        other["spec"]!["template"]!["metadata"].ShouldBeNull();
    }

    [Fact]
    public async Task Notes_that_were_edited_by_hand_are_named_with_the_remedy()
    {
        var template = Template("shop-secrets", [Password], ("A", "{postgres-password}"));
        await ApplyAsync(template);
        _api["aspirate-parameters"]!.Metadata.Annotations["aspirate.hosting/parameters"] = "{";

        var broken = await Should.ThrowAsync<ClusterException>(() => Deployment().PlanAsync([template], Cancellation));

        broken.Message.ShouldContain("kubectl annotate secret aspirate-parameters aspirate.hosting/parameters-");
    }

    private static JsonObject Workload(string kind, string template) => new() { ["kind"] = kind, ["spec"] = new JsonObject { ["template"] = JsonNode.Parse(template) } };

    private static SecretTemplate Template(string name, SecretParameter[] parameters, params (string Key, string Text)[] data) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, Annotations = new Dictionary<string, string> { ["config.kubernetes.io/local-config"] = "true" } },
        Data = data.ToDictionary(entry => entry.Key, entry => entry.Text),
        Parameters = [.. parameters],
    };

    private static Dictionary<string, string> Data(RenderedSecrets rendered, string secret) =>
        rendered.Secrets.Single(candidate => candidate.Metadata.Name == secret).Data.ToDictionary(entry => entry.Key, entry => Encoding.UTF8.GetString(entry.Value));

    private SecretDeployment Deployment() => new(_api.Client, "shop", _given, _time);

    private async Task<RenderedSecrets> ApplyAsync(params SecretTemplate[] templates) =>
        await Deployment().PrepareAsync(await Deployment().PlanAsync(templates, Cancellation), Cancellation);
}
