using Aspirate.Cluster.Secrets.Templates;
using k8s;
using YamlDotNet.Core;

namespace Aspirate.Cluster.Secrets;

/// <summary>Reads from a generated tree where the values of its Secrets come from. People may have edited the files.</summary>
public static class SecretTemplateReader
{
    private const string Folder = "secrets";

    /// <summary>The templates of <paramref name="tree"/>, in the order of their files' names.</summary>
    /// <param name="tree">A generated tree, or an overlay of one: then the templates are those of the nearest folder above that has some.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SecretTemplateException">The folder is no generated tree, or a template of it cannot be used.</exception>
    public static async Task<IReadOnlyList<SecretTemplate>> ReadAsync(string tree, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(tree);
        if (!File.Exists(Path.Combine(tree, "kustomization.yaml")))
        {
            throw new SecretTemplateException($"{tree} is no generated tree: it has no kustomization.yaml. Write one with: aspirate generate --output-path {tree}");
        }

        return await ReadFilesAsync(TreeFolder.FilesIn(tree, Folder), cancellationToken);
    }

    /// <summary>The templates of <paramref name="folder"/>, which may be a generated chart, too.</summary>
    /// <param name="folder">A generated tree, an overlay of one, or a chart.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SecretTemplateException">The folder is neither, or a template of it cannot be used.</exception>
    public static Task<IReadOnlyList<SecretTemplate>> ReadTreeOrChartAsync(string folder, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var secrets = Path.Combine(folder, Folder);
        return !File.Exists(Path.Combine(folder, "Chart.yaml"))
            ? ReadAsync(folder, cancellationToken)
            : ReadFilesAsync(Directory.Exists(secrets) ? Directory.EnumerateFiles(secrets, "*.yaml").Order(StringComparer.Ordinal) : [], cancellationToken);
    }

    private static async Task<IReadOnlyList<SecretTemplate>> ReadFilesAsync(IEnumerable<string> files, CancellationToken cancellationToken)
    {
        var templates = new List<SecretTemplate>();
        foreach (var file in files)
        {
            var template = Parse(file, await File.ReadAllTextAsync(file, cancellationToken));
            Check(template, file);
            templates.Add(template);
        }

        return templates;
    }

    private static SecretTemplate Parse(string file, string text)
    {
        try
        {
            return KubernetesYaml.Deserialize<SecretTemplate>(text, strict: true)
                ?? throw new SecretTemplateException($"{file} is empty. Write it anew with: aspirate generate");
        }
        catch (YamlException exception)
        {
            var reason = exception.InnerException?.Message ?? exception.Message;
            throw new SecretTemplateException($"{file}, line {exception.Start.Line}: {reason} Correct it, or write it anew with: aspirate generate", exception);
        }
    }

    private static void Check(SecretTemplate template, string file)
    {
        if (template.Kind != "SecretTemplate" || string.IsNullOrEmpty(template.Metadata?.Name))
        {
            throw new SecretTemplateException($"{file} is no SecretTemplate with a name. Take it out of the folder, or write it anew with: aspirate generate");
        }

        var known = template.Parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (key, text) in template.Data)
        {
            var unknown = TextOf(file, key, text).Parameters.Select(parameter => parameter.Name).FirstOrDefault(name => !known.Contains(name));
            if (unknown is not null)
            {
                throw new SecretTemplateException(
                    $"{file}: data['{key}'] names the parameter '{unknown}', which is not in the list 'parameters' below. Add it there, or correct the name; there {(known.Count == 0 ? "is none" : $"are {string.Join(", ", known.Order(StringComparer.Ordinal))}")}.");
            }
        }
    }

    private static SecretText TextOf(string file, string key, string text)
    {
        try
        {
            return SecretText.Parse(text);
        }
        catch (FormatException exception)
        {
            throw new SecretTemplateException($"{file}: data['{key}']: {exception.Message}.", exception);
        }
    }
}
