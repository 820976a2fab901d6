using System.Text;
using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Objects;
using Aspire.Hosting.Kubernetes.Output;
using Aspire.Hosting.Kubernetes.Tests.Testing;
using Aspire.Hosting.Kubernetes.Validation;
using YamlDotNet.RepresentationModel;

namespace Aspire.Hosting.Kubernetes.Tests.Output;

public sealed class HelmChartTests
{
    [Fact]
    public async Task Helm_finds_nothing_to_complain_of()
    {
        using var folder = new TemporaryFolder();
        await FileTreeWriter.WriteAsync(HelmChart.Build(ApplicationObjects.Build(Sample.Application())), folder["chart"], TestContext.Current.CancellationToken);

        (await CommandLineTool.RunAsync("helm", "lint", "--strict", folder["chart"])).ShouldContain("0 chart(s) failed");
    }

    [Fact]
    public async Task A_chart_has_the_secrets_that_it_is_given_and_makes_up_those_that_have_a_rule()
    {
        var secrets = await SecretsAsync("--set-string", "secrets.auth-signing-key=line 1\nline 2\n");

        secrets["auth-signing-keys"]["current.pem"].ShouldBe("line 1\nline 2\n");
        var password = secrets["postgres-secrets"]["POSTGRES_PASSWORD"];
        password.Length.ShouldBeGreaterThanOrEqualTo(22);
        secrets["auth-secrets"]["ConnectionStrings__authdb"].ShouldBe($"Host=postgres-service;Port=5432;Username=postgres;Password={password};Database=authdb");
        secrets["order-secrets"]["ConnectionStrings__orderdb"].ShouldContain($"Password={password};");
        secrets["devops-parameters"].ShouldBe(new Dictionary<string, string> { ["auth-signing-key"] = "line 1\nline 2\n", ["postgres-password"] = password });
    }

    [Fact]
    public async Task A_value_is_what_it_is_whatever_signs_it_has()
    {
        var application = Sample.Application(Sample.Service("api", 8080) with
        {
            Environment =
            [
                new("TEXT", new(new TextPart.Literal("a \"quoted\" {{ brace }} \\ $x `y`\n"), new TextPart.Parameter("key"))),
                new("URI", new(new TextPart.Literal("amqp://guest:"), new TextPart.Parameter("key", UriEncoded: true), new TextPart.Literal("@mq"))),
                new("BEFORE", new(new TextPart.Parameter("key", IsPrevious: true))),
            ],
        }) with
        { Parameters = [new() { Name = "key", IsSecret = true }] };

        var secrets = await SecretsAsync(application, "--set-string", "secrets.key=p@ss w+rd/é~");

        secrets["api-secrets"].ShouldBe(new Dictionary<string, string>
        {
            ["TEXT"] = "a \"quoted\" {{ brace }} \\ $x `y`\np@ss w+rd/é~",
            ["URI"] = "amqp://guest:p%40ss%20w%2Brd%2F%C3%A9~@mq",
        });
    }

    [Fact]
    public async Task A_parameter_without_a_value_is_told_with_the_ways_to_give_it()
    {
        using var folder = new TemporaryFolder();
        await FileTreeWriter.WriteAsync(HelmChart.Build(ApplicationObjects.Build(Sample.Application())), folder["chart"], TestContext.Current.CancellationToken);

        (await CommandLineTool.FailAsync("helm", "template", folder["chart"])).ShouldContain("The parameter auth-signing-key has no value. Give it as secrets.auth-signing-key");
    }

    [Fact]
    public async Task Pods_read_a_Secret_that_is_named_in_the_place_of_the_charts()
    {
        using var folder = new TemporaryFolder();
        await FileTreeWriter.WriteAsync(HelmChart.Build(ApplicationObjects.Build(Sample.Application())), folder["chart"], TestContext.Current.CancellationToken);

        var text = await CommandLineTool.RunAsync("helm", "template", folder["chart"], "--set", "auth.existingSecret=mine,auth.signingKeys.existingSecret=keys,postgres.existingSecret=pg,order.existingSecret=shop");

        text.ShouldContain("name: mine\n");
        text.ShouldContain("secretName: keys\n");
        text.ShouldNotContain("name: auth-secrets");
        text.ShouldNotContain("name: auth-signing-keys\n    labels");
    }

    [Fact]
    public void Another_Secret_is_read_in_whatever_way_the_pods_read_the_charts()
    {
        var api = Sample.Service("api", 8080) with
        {
            Environment = [new("KEY", new(new TextPart.Parameter("key")))],
            Sidecars = [new() { Name = "watcher", Image = new("watcher", "1"), Environment = [new("TOKEN", new(new TextPart.Parameter("key")))] }],
            Customizations =
            [
                objects => (objects.PodTemplate!.Spec.Volumes ??= []).Add(new() { Name = "all", Projected = new() { Sources = [new() { Secret = new() { Name = "api-secrets" } }] } }),
                objects => (objects.PodTemplate!.Spec.Containers[0].VolumeMounts ??= []).Add(new() { Name = "all", MountPath = "/all" }),
                objects => objects.PodTemplate!.Spec.ImagePullSecrets = [new() { Name = "api-secrets" }],
            ],
        };
        var neighbour = Sample.Service("web", 8080) with
        {
            Customizations = [objects => objects.PodTemplate!.Spec.Containers[0].Env = [new() { Name = "KEY", ValueFrom = new() { SecretKeyRef = new() { Name = "api-secrets", Key = "KEY" } } }]],
        };

        var chart = HelmChart.Build(ApplicationObjects.Build(Sample.Application(api, neighbour) with { Parameters = [new() { Name = "key", IsSecret = true }] })).Files;

        const string Named = "name: {{ .Values.api.existingSecret | default \"api-secrets\" }}\n";
        chart["templates/api/deployment.yaml"].Split(Named).Length.ShouldBe(5, "environment, sidecar, volume, pulling");
        chart["templates/web/deployment.yaml"].ShouldContain(Named);
        chart["templates/web/deployment.yaml"].ShouldContain("checksum/secrets: {{ include (print $.Template.BasePath \"/api/secret.yaml\") . | sha256sum }}\n");
        chart.Keys.Where(file => file.StartsWith("templates/", StringComparison.Ordinal) && file.EndsWith("secret.yaml", StringComparison.Ordinal)).ShouldBe(["templates/api/secret.yaml"]);
        chart["templates/api/secret.yaml"].ShouldContain("\n{{- if not .Values.api.existingSecret }}\n");
    }

    [Fact]
    public void No_value_of_a_secret_is_in_the_chart() =>
        HelmChart.Build(ApplicationObjects.Build(Sample.Application())).Files["values.yaml"].ShouldContain("secrets: {}\nexistingSecret: \"\"\n");

    [Theory]
    [InlineData(30, 0, true, true, true, "^[A-Za-z0-9]{30}$")]
    [InlineData(8, 3, true, false, true, "^[a-z0-9_.~()*+!-]{8}$")]
    [InlineData(4, 0, false, false, true, "^[0-9]{4}$")]
    [InlineData(12, 0, true, true, false, "^[A-Za-z]{12}$")]
    public async Task A_value_is_made_up_by_its_rule(int length, int special, bool lower, bool upper, bool numeric, string form)
    {
        var application = Sample.Application(Sample.Service("api", 8080) with { Environment = [new("KEY", new(new TextPart.Parameter("key")))] }) with
        {
            Parameters = [new() { Name = "key", IsSecret = true, Generation = new() { MinLength = length, MinSpecial = special, Lower = lower, Upper = upper, Numeric = numeric } }],
        };

        (await SecretsAsync(application))["api-secrets"]["KEY"].ShouldMatch(form);
    }

    [Theory]
    [InlineData("1.4")]
    [InlineData("latest")]
    [InlineData("v1.0.0")]
    public void A_version_that_no_chart_may_have_is_refused(string version) =>
        Should.Throw<ValidationException>(() => HelmChart.Build(ApplicationObjects.Build(Sample.Application() with { Version = version }))).Message.ShouldContain($"'{version}' is not the version of a chart");

    [Fact]
    public void Resources_have_values_of_their_own_whatever_they_are_called()
    {
        var values = HelmChart.Build(ApplicationObjects.Build(Sample.Application(Sample.Service("secrets", 80), Sample.Service("a-1", 81), Sample.Service("a1", 82)))).Files["values.yaml"];

        values.ShouldContain("secretsResource:\n");
        values.ShouldContain("a1:\n");
        values.ShouldContain("a1Resource:\n");
    }

    [Fact]
    public async Task Helm_makes_the_same_objects_of_it()
    {
        using var folder = new TemporaryFolder();
        var objects = ApplicationObjects.Build(Sample.Application());
        await FileTreeWriter.WriteAsync(HelmChart.Build(objects), folder["chart"], TestContext.Current.CancellationToken);

        var text = await CommandLineTool.RunAsync("helm", "template", "devops", folder["chart"], "--namespace", "devops", "--set", "namespace.create=true", "--set", "secrets.auth-signing-key=key");

        var made = YamlObjects.Read(text);
        string[] secrets = ["Secret/auth-secrets", "Secret/auth-signing-keys", "Secret/devops-parameters", "Secret/order-secrets", "Secret/postgres-secrets"];
        secrets.ShouldAllBe(secret => made.Remove(secret));
        made.ShouldBeSameObjectsAs(YamlObjects.Of(objects), ignored: "checksum/secrets");
    }

    [Fact]
    public async Task A_value_that_looks_like_a_template_stays_a_value()
    {
        using var folder = new TemporaryFolder();
        var worker = Sample.Service("worker", 8080) with { Environment = [new("Template", TextTemplate.Literal("Hello {{ .Name }}!"))] };
        var objects = ApplicationObjects.Build(Sample.Application(worker));
        await FileTreeWriter.WriteAsync(HelmChart.Build(objects), folder["chart"], TestContext.Current.CancellationToken);

        (await CommandLineTool.RunAsync("helm", "template", folder["chart"])).ShouldContain("Template: Hello {{ .Name }}!");
    }

    [Fact]
    public void A_RoleBinding_names_the_namespace_of_the_release()
    {
        var looking = Sample.Service("looking", 8080) with { ApiAccess = [new() { ApiGroups = [""], Resources = ["pods"], Verbs = ["list"] }] };

        HelmChart.Build(ApplicationObjects.Build(Sample.Application(looking))).Files["templates/looking/rolebinding.yaml"]
            .ShouldContain("namespace: {{ .Release.Namespace }}");
    }

    [Fact]
    public void What_differs_between_clusters_is_a_value()
    {
        var files = HelmChart.Build(ApplicationObjects.Build(Sample.Application(Sample.Service("my-api", 8080) with { Autoscaling = null }))).Files;

        files["templates/my-api/deployment.yaml"].ShouldContain("replicas: {{ .Values.myApi.replicas }}");
        files["templates/my-api/deployment.yaml"].ShouldContain("image: \"{{ .Values.myApi.image.repository }}:{{ .Values.myApi.image.tag }}\"");
        files["values.yaml"].ShouldContain("myApi:\n  replicas: 2\n  image:\n    repository: my-api\n    tag: 1.2.3\n");
    }

    private static Task<Dictionary<string, Dictionary<string, string>>> SecretsAsync(params string[] arguments) => SecretsAsync(Sample.Application(), arguments);

    private static async Task<Dictionary<string, Dictionary<string, string>>> SecretsAsync(ApplicationDescription application, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        await FileTreeWriter.WriteAsync(HelmChart.Build(ApplicationObjects.Build(application)), folder["chart"], TestContext.Current.CancellationToken);
        return YamlObjects.Read(await CommandLineTool.RunAsync("helm", ["template", folder["chart"], .. arguments]))
            .Where(entry => entry.Key.StartsWith("Secret/", StringComparison.Ordinal))
            .ToDictionary(
                entry => entry.Key["Secret/".Length..],
                entry => ((YamlMappingNode)YamlPath.Find(entry.Value, "data")!).Children.ToDictionary(
                    item => ((YamlScalarNode)item.Key).Value!,
                    item => Encoding.UTF8.GetString(Convert.FromBase64String(((YamlScalarNode)item.Value).Value!))));
    }
}
