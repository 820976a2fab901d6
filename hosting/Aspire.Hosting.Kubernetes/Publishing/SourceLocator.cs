using System.Text.RegularExpressions;
using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Validation;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>
/// Finds the call in the AppHost's own source that added a resource. It is looked for only when there is something to
/// report, so that a valid model pays nothing for it.
/// </summary>
internal sealed class SourceLocator(string appHostDirectory)
{
    /// <summary>The violations, each with the call that its resource comes from, where it can be found.</summary>
    public IReadOnlyList<Violation> Locate(IEnumerable<Violation> violations) =>
        [.. violations.Select(violation => violation.Source is null && Find(violation.Resource) is { } source ? violation with { Source = source } : violation)];

    private SourceLocation? Find(string resource)
    {
        if (!Directory.Exists(appHostDirectory))
        {
            return null;
        }

        var call = new Regex($@"\b(Add\w+)(<[^()]*>)?\(\s*""{Regex.Escape(resource)}""", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        foreach (var file in Directory.EnumerateFiles(appHostDirectory, "*.cs").Order(StringComparer.Ordinal))
        {
            var line = 0;
            foreach (var text in File.ReadLines(file))
            {
                line++;
                if (call.Match(text) is { Success: true } match)
                {
                    return new SourceLocation($"{match.Groups[1].Value}(\"{resource}\")", Path.GetFileName(file), line);
                }
            }
        }

        return null;
    }
}
