using Aspire.Hosting.Kubernetes.Objects;
using Aspire.Hosting.Kubernetes.Output;
using YamlDotNet.RepresentationModel;

namespace Aspire.Hosting.Kubernetes.Tests.Testing;

/// <summary>Objects as YAML nodes by kind and name, to compare what tools make of a tree with what it was made from.</summary>
internal static class YamlObjects
{
    public static SortedDictionary<string, YamlNode> Read(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return ById(stream.Documents.Select(document => document.RootNode).OfType<YamlMappingNode>());
    }

    public static SortedDictionary<string, YamlNode> Of(ApplicationObjects objects)
    {
        var serializer = new ManifestSerializer();
        return ById(objects.Manifests.Select(manifest => serializer.ToNode(manifest.Content)));
    }

    public static void ShouldBeSameObjectsAs(this SortedDictionary<string, YamlNode> actual, SortedDictionary<string, YamlNode> expected, string? ignored = null)
    {
        actual.Keys.ShouldBe(expected.Keys);
        foreach (var (id, node) in expected)
        {
            Show(actual[id], ignored).ShouldBe(Show(node, ignored), id);
        }
    }

    // The order of fields and the style of scalars carry no meaning.
    private static string Show(YamlNode node, string? ignored) => node switch
    {
        YamlMappingNode mapping => $"{{{string.Join(',', mapping.Children.Where(entry => ((YamlScalarNode)entry.Key).Value != ignored).Select(entry => $"{Show(entry.Key, ignored)}:{Show(entry.Value, ignored)}").Order(StringComparer.Ordinal))}}}",
        YamlSequenceNode sequence => $"[{string.Join(',', sequence.Children.Select(item => Show(item, ignored)))}]",
        YamlScalarNode { Value: "0440" } => "288",
        YamlScalarNode scalar => scalar.Value ?? "",
        _ => throw new NotSupportedException(),
    };

    private static SortedDictionary<string, YamlNode> ById(IEnumerable<YamlMappingNode> nodes)
    {
        var result = new SortedDictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            (YamlPath.Find(node, "metadata") as YamlMappingNode)?.Children.Remove(new YamlScalarNode("namespace"));
            result.Add($"{YamlPath.Find(node, "kind")}/{YamlPath.Find(node, "metadata", "name")}", node);
        }

        return result;
    }
}
