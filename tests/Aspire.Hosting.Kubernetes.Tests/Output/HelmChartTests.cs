using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Objects;
using Aspire.Hosting.Kubernetes.Output;
using Aspire.Hosting.Kubernetes.Tests.Testing;

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
    public async Task Helm_makes_the_same_objects_of_it()
    {
        using var folder = new TemporaryFolder();
        var objects = ApplicationObjects.Build(Sample.Application());
        await FileTreeWriter.WriteAsync(HelmChart.Build(objects), folder["chart"], TestContext.Current.CancellationToken);

        var text = await CommandLineTool.RunAsync("helm", "template", "devops", folder["chart"], "--namespace", "devops", "--set", "namespace.create=true");

        YamlObjects.Read(text).ShouldBeSameObjectsAs(YamlObjects.Of(objects));
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
}
