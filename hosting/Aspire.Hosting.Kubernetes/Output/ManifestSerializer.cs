using System.Collections;
using System.Globalization;
using Aspirate.Cluster.Objects;
using k8s.Models;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Aspire.Hosting.Kubernetes.Output;

/// <summary>
/// Turns typed Kubernetes objects into YAML as people write it: identity first, no nulls, no empty collections, LF line
/// ends, quotes only where YAML needs them. The same object gives the same bytes on every machine.
/// </summary>
/// <remarks>
/// The client's own serializer gives the same content but alphabetically, and takes most of a second to warm up (it
/// builds a resolver for the whole API); this one looks only at the types that it meets.
/// </remarks>
public sealed class ManifestSerializer
{
    private readonly FieldOrder _order = new();

    /// <summary>The YAML document of <paramref name="value"/>, without a document separator.</summary>
    /// <param name="value">A Kubernetes object, typed as in <c>k8s.Models</c>.</param>
    public string Serialize(object value) => YamlText.Write(ToNode(value));

    /// <summary>The YAML node of <paramref name="value"/>, for callers that compare or change it before it is written.</summary>
    /// <param name="value">A Kubernetes object, typed as in <c>k8s.Models</c>.</param>
    public YamlMappingNode ToNode(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return (YamlMappingNode)Convert(value, keepEmpty: true)!;
    }

    private YamlNode? Convert(object? value, bool keepEmpty) => value switch
    {
        null => null,
        YamlNode node => node,
        string text => Text(text),
        bool flag => Plain(flag ? "true" : "false"),
        int or long or double => Plain(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)),
        IntOrString either => int.TryParse(either.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _) ? Plain(either.Value) : Text(either.Value),
        ResourceQuantity quantity => Text(quantity.ToString()),
        byte[] bytes => Text(System.Convert.ToBase64String(bytes)),
        DateTime time => Text(time.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)),
        IDictionary map => Map(map, keepEmpty),
        IEnumerable list => List(list, keepEmpty),
        _ => Fields(value),
    };

    private YamlMappingNode? Map(IDictionary map, bool keepEmpty)
    {
        var node = new YamlMappingNode();
        foreach (DictionaryEntry entry in map)
        {
            if (Convert(entry.Value, keepEmpty: true) is { } child)
            {
                node.Add(Text((string)entry.Key), child);
            }
        }

        return node.Children.Count > 0 || keepEmpty ? node : null;
    }

    private YamlSequenceNode? List(IEnumerable list, bool keepEmpty)
    {
        var node = new YamlSequenceNode();
        foreach (var item in list)
        {
            // An empty object in a list has a meaning of its own: a NetworkPolicy rule {} allows everything.
            node.Add(Convert(item, keepEmpty: true)!);
        }

        return node.Children.Count > 0 || keepEmpty ? node : null;
    }

    // A set but empty object has a meaning too: podSelector {} selects every pod, emptyDir {} is a volume.
    private YamlMappingNode Fields(object value)
    {
        var node = new YamlMappingNode();
        foreach (var field in _order.Of(value.GetType()))
        {
            var content = field.Property.GetValue(value);
            if (field.Name is "defaultMode" or "mode" && content is int mode)
            {
                // People read a file's mode in octal only.
                node.Add(new YamlScalarNode(field.Name), Plain($"0{System.Convert.ToString(mode, 8)}"));
            }
            else if (Convert(content, keepEmpty: field.IsRequired) is { } child)
            {
                node.Add(new YamlScalarNode(field.Name), child);
            }
        }

        return node;
    }

    private static YamlScalarNode Plain(string text) => new(text) { Style = ScalarStyle.Plain };

    private static YamlScalarNode Text(string text) => new(text) { Style = ScalarStyleRule.For(text) };
}
