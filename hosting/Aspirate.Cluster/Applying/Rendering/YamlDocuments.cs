using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Aspirate.Cluster.Applying.Rendering;

/// <summary>Reads YAML as Kubernetes' own tools do: YAML 1.1 numbers (0440 is octal), booleans of YAML 1.2.</summary>
internal static partial class YamlDocuments
{
    /// <summary>The documents of <paramref name="text"/>; empty ones are left out.</summary>
    /// <exception cref="ClusterException">It is not YAML, or a document is no mapping.</exception>
    public static IEnumerable<JsonObject> Read(string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException mistake)
        {
            throw new ClusterException($"The rendered objects are no valid YAML: line {mistake.Start.Line}: {mistake.Message}", mistake);
        }

        foreach (var root in stream.Documents.Select(document => document.RootNode))
        {
            switch (Convert(root))
            {
                case JsonObject mapping:
                    yield return mapping;
                    break;
                case null:
                    break;
                case var other:
                    throw new ClusterException($"A rendered document is no object: {other.ToJsonString()}");
            }
        }
    }

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(entry => KeyValuePair.Create(((YamlScalarNode)entry.Key).Value ?? "", Convert(entry.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Convert)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: { } plain } => Plain(plain),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value ?? ""),
        _ => null,
    };

    private static JsonValue? Plain(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" => JsonValue.Create(true),
        "false" or "False" or "FALSE" => JsonValue.Create(false),
        _ when Octal().Match(text) is { Success: true } octal => JsonValue.Create(System.Convert.ToInt64(octal.Groups["digits"].Value, 8)),
        _ when Hexadecimal().IsMatch(text) => JsonValue.Create(System.Convert.ToInt64(text, 16)),
        _ when Integer().IsMatch(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) => JsonValue.Create(integer),
        _ when Decimal().IsMatch(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };

    [GeneratedRegex("^0o?(?<digits>[0-7]+)$")]
    private static partial Regex Octal();

    [GeneratedRegex("^0x[0-9a-fA-F]+$")]
    private static partial Regex Hexadecimal();

    [GeneratedRegex("^[-+]?[0-9]+$")]
    private static partial Regex Integer();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex Decimal();
}
