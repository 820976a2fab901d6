using Aspirate.Cluster.Secrets.Templates;
using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>
/// A workload's settings, sorted: plain ones go into ConfigMaps, those that contain a secret parameter into Secrets.
/// What is secret follows from the expressions, never from a setting's name.
/// </summary>
/// <param name="Plain">The environment variables of the ConfigMap.</param>
/// <param name="Secret">The Secret with the secret environment variables; <see langword="null"/> when there are none.</param>
/// <param name="Files">The mounted directories.</param>
/// <param name="Arguments">The arguments; a secret one refers to an environment variable.</param>
internal sealed record WorkloadConfiguration(
    SortedDictionary<string, string> Plain,
    SecretTemplate? Secret,
    IReadOnlyList<WorkloadConfiguration.FileSet> Files,
    IReadOnlyList<string> Arguments)
{
    public static WorkloadConfiguration Sort(ApplicationDescription application, WorkloadDescription workload, TextResolver texts)
    {
        var plain = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var secret = new SortedDictionary<string, ResolvedText>(StringComparer.Ordinal);
        foreach (var entry in workload.Environment)
        {
            var value = texts.Resolve(entry.Value, workload, $"environment variable {entry.Name}");
            plain.Remove(entry.Name);
            secret.Remove(entry.Name);
            if (value.IsSecret)
            {
                secret[entry.Name] = value;
            }
            else
            {
                plain[entry.Name] = value.Text;
            }
        }

        var arguments = workload.Arguments.Select((argument, index) => Argument(texts.Resolve(argument, workload, $"argument {index + 1}"), index, secret)).ToList();
        var files = workload.Files.Select(files => FileSetOf(application, workload, files, texts)).ToList();

        return new WorkloadConfiguration(plain, TemplateOf(application, workload, $"{workload.Name}-secrets", secret, texts), files, arguments);
    }

    // A secret must not stand in the pod's specification, which more people may read than Secrets.
    private static string Argument(ResolvedText argument, int index, SortedDictionary<string, ResolvedText> secret)
    {
        if (!argument.IsSecret)
        {
            return argument.Text.Replace("$(", "$$(", StringComparison.Ordinal);
        }

        var variable = argument.Text == new SecretTextPart.Parameter(argument.SecretParameters[0]).ToString()
            ? argument.SecretParameters[0].Replace('-', '_').ToUpperInvariant()
            : $"ARGUMENT_{index + 1}";
        secret[variable] = argument;
        return $"$({variable})";
    }

    private static FileSet FileSetOf(ApplicationDescription application, WorkloadDescription workload, MountedFiles files, TextResolver texts)
    {
        var contents = new SortedDictionary<string, ResolvedText>(StringComparer.Ordinal);
        foreach (var (name, content) in files.Files)
        {
            contents[name] = texts.Resolve(content, workload, $"file {files.MountPath}/{name}");
        }

        var objectName = $"{workload.Name}-{files.Name}";
        if (contents.Values.Any(content => content.IsSecret))
        {
            return new FileSet(files, objectName, null, TemplateOf(application, workload, objectName, contents, texts));
        }

        var data = new SortedDictionary<string, string>(contents.ToDictionary(entry => entry.Key, entry => entry.Value.Text), StringComparer.Ordinal);
        return new FileSet(files, objectName, data, null);
    }

    private static SecretTemplate? TemplateOf(ApplicationDescription application, WorkloadDescription workload, string name, SortedDictionary<string, ResolvedText> values, TextResolver texts)
    {
        if (values.Count == 0)
        {
            return null;
        }

        var labels = WorkloadLabels.Of(application, workload);
        return new SecretTemplate
        {
            Metadata = new()
            {
                Name = name,
                Labels = labels,
                Annotations = new Dictionary<string, string> { ["config.kubernetes.io/local-config"] = "true" },
            },
            Data = new SortedDictionary<string, string>(values.ToDictionary(entry => entry.Key, entry => entry.Value.Text), StringComparer.Ordinal),
            Parameters = [.. values.Values
                .SelectMany(value => value.SecretParameters)
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Select(parameter => ParameterOf(texts.Parameter(parameter), workload, values))],
        };
    }

    private static SecretParameter ParameterOf(ParameterDescription parameter, WorkloadDescription workload, SortedDictionary<string, ResolvedText> values)
    {
        // Nothing but the value itself can be told.
        var whole = new SecretTextPart.Parameter(parameter.Name).ToString();
        var told = values.Where(value => value.Value.Text == whole).Select(value => workload.ValueChanges.GetValueOrDefault(value.Key)).FirstOrDefault(command => command is not null);
        var described = ParameterOf(parameter);
        described.Change = told is null ? null : new() { Container = workload.Name, Command = [.. told] };
        return described;
    }

    /// <summary>A secret parameter as a template names it.</summary>
    public static SecretParameter ParameterOf(ParameterDescription parameter) => new()
    {
        Name = parameter.Name,
        Key = parameter.ConfigurationKey == $"Parameters:{parameter.Name}" ? null : parameter.ConfigurationKey,
        Generate = parameter.Generation,
        MadeBy = parameter.IsMadeByAppHost ? "AppHost" : null,
    };

    /// <summary>A mounted directory with the object that holds its files.</summary>
    /// <param name="Mount">The directory.</param>
    /// <param name="ObjectName">The name of the ConfigMap or Secret.</param>
    /// <param name="Data">The files of the ConfigMap; <see langword="null"/> when it is a Secret.</param>
    /// <param name="Secret">The Secret; <see langword="null"/> when it is a ConfigMap.</param>
    internal sealed record FileSet(MountedFiles Mount, string ObjectName, SortedDictionary<string, string>? Data, SecretTemplate? Secret);
}
