using YamlDotNet.RepresentationModel;

namespace Aspire.Hosting.Kubernetes.Output;

/// <summary>The strategic merge patch that makes one object of another.</summary>
/// <remarks><see href="https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/"/></remarks>
internal static class StrategicMergePatch
{
    // The lists that Kubernetes merges item by item, with the field that tells the items apart; all others are replaced.
    private static readonly Dictionary<string, string[]> MergeKeys = new()
    {
        ["containers"] = ["name"],
        ["initContainers"] = ["name"],
        ["volumes"] = ["name"],
        ["env"] = ["name"],
        ["volumeMounts"] = ["mountPath"],
        ["ports"] = ["containerPort", "port"],
        ["topologySpreadConstraints"] = ["topologyKey"],
    };

    /// <summary>The patch; <see langword="null"/> when the two are the same.</summary>
    public static YamlMappingNode? Between(YamlMappingNode before, YamlMappingNode after)
    {
        if (Mapping(before, after) is not { } changes)
        {
            return null;
        }

        var patch = Identity(after);
        foreach (var (key, value) in changes.Children)
        {
            if (patch.Children.TryGetValue(key, out var existing) && existing is YamlMappingNode metadata && value is YamlMappingNode more)
            {
                foreach (var (name, change) in more.Children)
                {
                    metadata.Children[name] = change;
                }
            }
            else
            {
                patch.Children[key] = value;
            }
        }

        return patch;
    }

    /// <summary>The patch that takes an object away.</summary>
    public static YamlMappingNode Deletion(YamlMappingNode before)
    {
        var patch = Identity(before);
        patch.Add("$patch", "delete");
        return patch;
    }

    private static YamlMappingNode Identity(YamlMappingNode node) => new(
        new YamlScalarNode("apiVersion"), node.Children[new YamlScalarNode("apiVersion")],
        new YamlScalarNode("kind"), node.Children[new YamlScalarNode("kind")],
        new YamlScalarNode("metadata"), new YamlMappingNode(new YamlScalarNode("name"), ((YamlMappingNode)node.Children[new YamlScalarNode("metadata")]).Children[new YamlScalarNode("name")]));

    private static YamlMappingNode? Mapping(YamlMappingNode before, YamlMappingNode after)
    {
        var patch = new YamlMappingNode();
        foreach (var (key, value) in after.Children)
        {
            if (!before.Children.TryGetValue(key, out var old))
            {
                patch.Add(key, value);
            }
            else if (Change(((YamlScalarNode)key).Value!, old, value) is { } change)
            {
                patch.Add(key, change);
            }
        }

        foreach (var key in before.Children.Keys.Where(key => !after.Children.ContainsKey(key)))
        {
            patch.Add(key, new YamlScalarNode("null"));
        }

        return patch.Children.Count == 0 ? null : patch;
    }

    private static YamlNode? Change(string field, YamlNode before, YamlNode after) => (before, after) switch
    {
        (YamlMappingNode old, YamlMappingNode now) => Mapping(old, now),
        (YamlSequenceNode old, YamlSequenceNode now) when MergeKey(field, now, old) is { } key => Items(key, field, old, now),
        _ when before.Equals(after) => null,
        _ => after,
    };

    private static YamlSequenceNode? Items(YamlScalarNode key, string field, YamlSequenceNode before, YamlSequenceNode after)
    {
        var old = before.Children.Cast<YamlMappingNode>().ToDictionary(item => item.Children[key]);
        var patch = new YamlSequenceNode();
        foreach (var item in after.Children.Cast<YamlMappingNode>())
        {
            if (!old.Remove(item.Children[key], out var previous))
            {
                patch.Add(item);
            }
            else if (!previous.Equals(item))
            {
                patch.Add(field == "volumes" ? Replacement(item) : ItemPatch(key, previous, item));
            }
        }

        foreach (var gone in old.Keys)
        {
            patch.Add(new YamlMappingNode(key, gone, new YamlScalarNode("$patch"), new YamlScalarNode("delete")));
        }

        return patch.Children.Count == 0 ? null : patch;
    }

    private static YamlMappingNode ItemPatch(YamlScalarNode key, YamlMappingNode before, YamlMappingNode after)
    {
        var patch = new YamlMappingNode(key, after.Children[key]);
        foreach (var (name, change) in Mapping(before, after)!.Children)
        {
            patch.Add(name, change);
        }

        return patch;
    }

    // A volume has one source: the new one must not be merged into the old one.
    private static YamlMappingNode Replacement(YamlMappingNode after)
    {
        var patch = new YamlMappingNode(after.Children);
        patch.Add("$patch", "replace");
        return patch;
    }

    private static YamlScalarNode? MergeKey(string field, YamlSequenceNode now, YamlSequenceNode old) =>
        MergeKeys.GetValueOrDefault(field)?
            .Select(key => new YamlScalarNode(key))
            .FirstOrDefault(key => now.Children.Concat(old.Children).All(item => item is YamlMappingNode mapping && mapping.Children.ContainsKey(key)));
}
