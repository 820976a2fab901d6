using System.Globalization;
using Aspirate.Cluster.Secrets.Templates;
using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Output;

/// <summary>
/// The variables that a Compose file reads secrets from, one for each parameter: <c>${POSTGRES_PASSWORD:?…}</c>, which the tool finds
/// in the environment or in <c>.env</c>, and without which it does not start.
/// </summary>
internal sealed class ComposeVariables
{
    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);

    public ComposeVariables(ApplicationDescription application)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var parameter in application.Parameters.Where(parameter => parameter.IsSecret).OrderBy(parameter => parameter.Name, StringComparer.Ordinal))
        {
            var name = string.Concat(parameter.Name.Select(character => char.IsAsciiLetterOrDigit(character) ? char.ToUpperInvariant(character) : '_'));
            var unique = name;
            for (var i = 2; !taken.Add(unique); i++)
            {
                unique = $"{name}_{i.ToString(CultureInfo.InvariantCulture)}";
            }

            _names.Add(parameter.Name, unique);
        }
    }

    /// <summary>The value. Compose cannot encode it for a URI, so that form is a variable of its own.</summary>
    public string ValueOf(SecretTextPart.Parameter parameter) => parameter.IsUriEncoded
        ? $"${{{_names[parameter.Name]}_URI_ENCODED:?set it to the parameter {parameter.Name}, percent-encoded}}"
        : $"${{{_names[parameter.Name]}:?set it to the parameter {parameter.Name}}}";

    /// <summary>The path of a file that holds the value.</summary>
    public string FileOf(string parameter) => $"${{{_names[parameter]}_FILE:?set it to the path of a file that holds the parameter {parameter}}}";
}
