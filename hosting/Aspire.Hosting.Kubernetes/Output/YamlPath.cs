using YamlDotNet.RepresentationModel;

namespace Aspire.Hosting.Kubernetes.Output;

/// <summary>Finds a field of a YAML document by the names on the way to it.</summary>
internal static class YamlPath
{
    /// <summary>What stands at <paramref name="path"/>; <see langword="null"/> when the way ends before.</summary>
    public static YamlNode? Find(YamlNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var part in path)
        {
            if (node is not YamlMappingNode mapping || !mapping.Children.TryGetValue(new YamlScalarNode(part), out node))
            {
                return null;
            }
        }

        return node;
    }
}
