using System.Text.RegularExpressions;

namespace Aspire.Hosting.Kubernetes.Output;

/// <summary>The names that resources have in a chart's values: <c>order-api</c> is <c>orderApi</c>, as templates can name no dash. No two are the same.</summary>
internal sealed class HelmSections
{
    // What the chart's own values, and those that Helm passes on to every chart, are called.
    private readonly Dictionary<string, string> _taken = new(StringComparer.Ordinal) { ["global"] = "", ["namespace"] = "", ["secrets"] = "", ["existingSecret"] = "" };
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public string Of(string resource)
    {
        if (_names.TryGetValue(resource, out var known))
        {
            return known;
        }

        var name = HelmName.Of(resource);
        while (!_taken.TryAdd(name, resource))
        {
            name += "Resource";
        }

        return _names[resource] = name;
    }
}

/// <summary>Makes a name that a template can say of one with dashes.</summary>
internal static partial class HelmName
{
    public static string Of(string name) => SeparatorExpression().Replace(name, match => match.Groups[1].Value.ToUpperInvariant());

    [GeneratedRegex("[^A-Za-z0-9]+([a-zA-Z0-9]|$)", RegexOptions.CultureInvariant)]
    private static partial Regex SeparatorExpression();
}
