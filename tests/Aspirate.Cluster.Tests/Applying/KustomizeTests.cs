using Aspirate.Cluster.Applying.Rendering;

namespace Aspirate.Cluster.Tests.Applying;

public sealed class KustomizeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_tree_is_rendered_with_another_namespace_and_the_built_images_and_stays_untouched()
    {
        await CommandLineTool.RunAsync("kubectl", "version", "--client");
        Write("tree/kustomization.yaml", "namespace: there\nresources: [web.yaml, space.yaml]\n");
        Write("tree/space.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: there}\n");
        Write("tree/web.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: web, image: 'web:1.0.0'}]}}}\n");

        var objects = await Kustomize.RenderAsync(_folder["tree"], "here", new Dictionary<string, string> { ["web"] = "localhost:5000/web:abc" }, TestContext.Current.CancellationToken);

        objects.Select(item => item.Reference.ToString()).ShouldBe(["Namespace/here", "Deployment/web"], ignoreOrder: true);
        var web = objects.Single(item => item.Reference.Kind == "Deployment");
        web.Reference.Namespace.ShouldBe("here");
        web.PodTemplate!["spec"]!["containers"]![0]!["image"]!.GetValue<string>().ShouldBe("localhost:5000/web:abc");
        Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName).ShouldBe(["tree"]);
    }

    [Fact]
    public async Task A_link_to_a_tree_is_rendered()
    {
        await CommandLineTool.RunAsync("kubectl", "version", "--client");
        Write("deep/er/tree/kustomization.yaml", "resources: [map.yaml]\n");
        Write("deep/er/tree/map.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: map}\n");
        Directory.CreateSymbolicLink(_folder["link"], _folder["deep/er/tree"]);

        (await RenderAsync("link")).ShouldBe(["ConfigMap/map"]);
    }

    [Fact]
    public async Task What_kustomize_has_against_a_tree_is_passed_on()
    {
        await CommandLineTool.RunAsync("kubectl", "version", "--client");
        Write("tree/kustomization.yaml", "resources: [missing.yaml]\n");

        (await Should.ThrowAsync<ClusterException>(() => RenderAsync("tree"))).Message.ShouldContain("missing.yaml");
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_is_told() =>
        (await Should.ThrowAsync<ClusterException>(() => RenderAsync("nowhere"))).Message.ShouldStartWith($"There is no folder {_folder["nowhere"]}.");

    [Fact]
    public async Task A_folder_that_is_no_tree_is_told()
    {
        Write("tree/web.yaml", "");

        (await Should.ThrowAsync<ClusterException>(() => RenderAsync("tree"))).Message.ShouldStartWith($"{_folder["tree"]} has no kustomization.yaml.");
    }

    [Fact]
    public async Task Without_kubectl_the_message_says_how_to_get_it()
    {
        Write("tree/kustomization.yaml", "resources: []\n");

        var failure = await Should.ThrowAsync<ClusterException>(() => Kustomize.RenderAsync(
            [("no-such-program", []), ("nor-this-one", [])], _folder["tree"], null, new Dictionary<string, string>(), TestContext.Current.CancellationToken));

        failure.Message.ShouldStartWith("Neither kubectl nor kustomize is on the PATH");
    }

    private async Task<IEnumerable<string>> RenderAsync(string folder) =>
        (await Kustomize.RenderAsync(_folder[folder], null, new Dictionary<string, string>(), TestContext.Current.CancellationToken)).Select(item => item.Reference.ToString());

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
        File.WriteAllText(_folder[path], text);
    }
}
