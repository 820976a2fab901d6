using Aspirate.Cluster.Secrets.Templates;
using Aspire.Hosting.Kubernetes.Description;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>
/// A workload's settings, sorted: plain ones go into ConfigMaps, those that contain a secret parameter into Secrets.
/// What is secret follows from the expressions, never from a setting's name.
/// </summary>
/// <param name="Plain">The environment variables of the ConfigMap.</param>
/// <param name="Secret">The Secret with the secret environment variables; <see langword="null"/> when there are none.</param>
/// <param name="Files">The mounted files, and those that volumes are filled with.</param>
/// <param name="Command">The command, as the kubelet reads it.</param>
/// <param name="Arguments">The arguments, as the kubelet reads them; a secret one refers to an environment variable.</param>
/// <param name="Sidecars">The environment variables of each sidecar, in the order of the description.</param>
internal sealed record WorkloadConfiguration(
    SortedDictionary<string, string> Plain,
    SecretTemplate? Secret,
    IReadOnlyList<FileSet> Files,
    IReadOnlyList<string> Command,
    IReadOnlyList<string> Arguments,
    IReadOnlyList<IReadOnlyList<V1EnvVar>> Sidecars)
{
    public static WorkloadConfiguration Sort(ApplicationDescription application, WorkloadDescription workload, TextResolver texts)
    {
        var plain = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var secret = new SortedDictionary<string, ResolvedText>(StringComparer.Ordinal);
        foreach (var entry in workload.Environment.Concat(workload.Sidecars.SelectMany(sidecar => sidecar.WorkloadEnvironment)))
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
        var sidecars = workload.Sidecars.Select(sidecar => SidecarBuilder.Environment(workload, sidecar, secret, texts)).ToList();
        var files = workload.Files.Concat(workload.Volumes.Select(volume => volume.FilledWith).OfType<MountedFiles>())
            .Select(files => FileSetOf(application, workload, files, texts))
            .ToList();

        return new WorkloadConfiguration(
            plain,
            TemplateOf(application, workload, $"{workload.Name}-secrets", secret, texts),
            files,
            [.. workload.Command.Select(Escape)],
            arguments,
            sidecars);
    }

    // The kubelet expands $(NAME) in commands and arguments, and takes $$ for a dollar sign.
    private static string Escape(string text) => text.Replace("$", "$$", StringComparison.Ordinal);

    // A secret must not stand in the pod's specification, which more people may read than Secrets.
    private static string Argument(ResolvedText argument, int index, SortedDictionary<string, ResolvedText> secret)
    {
        if (!argument.IsSecret)
        {
            return Escape(argument.Text);
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
        var paths = FileSet.KeysOf(files);
        foreach (var (path, content) in files.Files)
        {
            contents[paths[path]] = texts.Resolve(content, workload, $"file {(files.IsFile ? files.MountPath : $"{files.MountPath}/{path}")}");
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
        var told = values.Where(value => value.Value.Text == whole).Select(value => workload.ValueChanges.GetValueOrDefault(value.Key)).FirstOrDefault(change => change is not null);
        var described = ParameterOf(parameter);
        described.Change = told is null ? null : new() { Workload = told.Workload, Container = told.Workload ?? workload.Name, Command = [.. told.Command] };
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
}
