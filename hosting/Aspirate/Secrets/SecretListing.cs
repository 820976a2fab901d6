using System.Globalization;
using Aspirate.Cluster.Secrets;
using Aspirate.Cluster.Secrets.Templates;

namespace Aspirate.Secrets;

/// <summary>Shows parameters and the Secrets that are made of them: where each value comes from, and never a value.</summary>
internal static class SecretListing
{
    /// <summary>As the tree says it.</summary>
    public static void Write(IReadOnlyList<SecretTemplate> templates, TextWriter output)
    {
        WriteTable(
            output,
            ["PARAMETER", "A MISSING VALUE IS", "USED BY"],
            [.. ParametersOf(templates).Select(parameter => new[] { parameter.Name, SecretOrigin.Describe(parameter), UsersOf(templates, parameter.Name) })]);
        WriteSecrets(templates, output);
    }

    /// <summary>As it is in a cluster.</summary>
    public static void Write(SecretPlan plan, TextWriter output)
    {
        WriteTable(
            output,
            ["PARAMETER", "IN THE CLUSTER", "NEXT DEPLOYMENT", "USED BY"],
            [.. plan.Parameters.Select(parameter => new[] { parameter.Name, StateOf(parameter), ActionOn(parameter), UsersOf(plan.Templates, parameter.Name) })]);
        foreach (var notice in plan.Notices)
        {
            output.WriteLine();
            output.WriteLine(notice);
        }
    }

    private static string StateOf(PlannedParameter parameter)
    {
        if (parameter.Action is not ParameterAction.Keep)
        {
            return "none";
        }

        var since = parameter.Since is { } time ? $"since {time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}" : "yes";
        return parameter.Rotation is not null ? $"{since}, being rotated" : parameter.HasPrevious ? $"{since}, and the one before" : since;
    }

    private static string ActionOn(PlannedParameter parameter) => parameter.Action switch
    {
        ParameterAction.Keep => "keeps it",
        ParameterAction.Take => "takes it from the configuration",
        ParameterAction.Generate or ParameterAction.Make => SecretOrigin.Describe(parameter.Parameter),
        _ => SecretOrigin.Describe(parameter.Parameter),
    };

    private static void WriteSecrets(IReadOnlyList<SecretTemplate> templates, TextWriter output)
    {
        foreach (var template in templates)
        {
            output.WriteLine();
            output.WriteLine($"Secret {template.Metadata.Name}");
            foreach (var (key, text) in template.Data)
            {
                output.WriteLine($"  {key} = {text}");
            }
        }
    }

    private static void WriteTable(TextWriter output, string[] header, IReadOnlyList<string[]> rows)
    {
        var widths = header.Select((title, column) => rows.Select(row => row[column].Length).Append(title.Length).Max()).ToArray();
        foreach (var row in rows.Prepend(header))
        {
            output.WriteLine(string.Join("   ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }

    private static IEnumerable<SecretParameter> ParametersOf(IReadOnlyList<SecretTemplate> templates) =>
        templates.SelectMany(template => template.Parameters).DistinctBy(parameter => parameter.Name).OrderBy(parameter => parameter.Name, StringComparer.Ordinal);

    private static string UsersOf(IReadOnlyList<SecretTemplate> templates, string parameter) =>
        string.Join(", ", templates.Where(template => template.Parameters.Any(candidate => candidate.Name == parameter)).Select(template => template.Metadata.Name));
}
