using Aspirate.Commands;

namespace Aspirate.Tests.Cluster;

public sealed class KustomizationNamespaceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_kustomization_says_its_namespace()
    {
        Write("tree", "namespace: shop\nresources: [ ../other ]");
        Write("other", "namespace: elsewhere");

        Of("tree").ShouldBe("shop");
    }

    [Fact]
    public void An_overlay_that_names_none_has_that_of_the_tree_it_is_based_on()
    {
        Write("tree", "namespace: shop");
        Write("tree/overlays/mine", "resources: [ extra.yaml, ../.. ]");

        Of("tree/overlays/mine").ShouldBe("shop");
    }

    [Theory]
    [InlineData("resources: [ ../../tree ]")]
    [InlineData("resources: [ https://example.com/tree ]")]
    [InlineData("resources: [ ]")]
    [InlineData("")]
    public void Where_none_is_named_there_is_none(string kustomization)
    {
        Write("tree", kustomization);

        Of("tree").ShouldBeNull();
        Of("nowhere").ShouldBeNull();
    }

    [Fact]
    public void What_is_no_yaml_is_refused_with_the_place()
    {
        Write("tree", "namespace: shop\nresources: [");

        Should.Throw<UserErrorException>(() => Of("tree")).Message.ShouldContain("line 3");
    }

    private string? Of(string folder) => KustomizationNamespace.Of(_folder[folder]);

    private void Write(string folder, string text) => _folder.Write($"{folder}/kustomization.yaml", text);
}
