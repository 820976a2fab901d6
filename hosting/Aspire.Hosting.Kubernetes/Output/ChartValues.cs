using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Aspire.Hosting.Kubernetes.Output;

/// <summary>Makes of values as <c>helm --set</c> takes them what a values file would say.</summary>
/// <remarks><see href="https://helm.sh/docs/intro/using_helm/#the-format-and-limitations-of---set"/></remarks>
internal static partial class ChartValues
{
    // Written, as it takes the chart's own value away; nothing at all would leave that.
    private static readonly YamlScalarNode Null = new("null") { Style = ScalarStyle.Plain };

    public static IDictionary<string, object> Nest(IReadOnlyDictionary<string, string> values)
    {
        var root = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var (key, value) in values)
        {
            var steps = StepExpression().Matches(key).Select(step => step.Groups["index"] is { Success: true } index ? (object)int.Parse(index.Value, CultureInfo.InvariantCulture) : step.Value).ToList();
            Set(root, steps, 0, Typed(value));
        }

        return root;
    }

    private static object Set(object? parent, IReadOnlyList<object> steps, int depth, object value)
    {
        if (depth == steps.Count)
        {
            return value;
        }

        if (steps[depth] is int index)
        {
            var list = parent as List<object> ?? [];
            while (list.Count <= index)
            {
                list.Add(Null);
            }

            list[index] = Set(list[index], steps, depth + 1, value);
            return list;
        }

        var map = parent as SortedDictionary<string, object> ?? new(StringComparer.Ordinal);
        var name = (string)steps[depth];
        map[name] = Set(map.GetValueOrDefault(name), steps, depth + 1, value);
        return map;
    }

    private static object Typed(string text) => text switch
    {
        ['{', .., '}'] => text.Length == 2 ? new List<object>() : text[1..^1].Split(',').Select(Typed).ToList(),
        _ when text.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
        _ when text.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
        _ when text.Equals("null", StringComparison.OrdinalIgnoreCase) => Null,
        "0" => 0L,

        // A leading zero is no number's: it would be lost.
        _ when !text.StartsWith('0') && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => text,
    };

    [GeneratedRegex(@"\[(?<index>[0-9]+)\]|[^.\[\]]+", RegexOptions.CultureInvariant)]
    private static partial Regex StepExpression();
}
