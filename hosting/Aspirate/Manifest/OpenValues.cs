using Aspire.Hosting.Kubernetes.Description;

namespace Aspirate.Manifest;

/// <summary>Compares the values that were given with those that a manifest leaves open: none may be missing, none superfluous.</summary>
internal static class OpenValues
{
    /// <exception cref="ManifestException">A value is missing, or one was given that nothing asks for.</exception>
    public static void Check(AspireManifest manifest, ManifestDescriptionOptions options, ManifestParameters parameters, IReadOnlyList<WorkloadDescription> workloads)
    {
        CheckGiven(manifest, options, parameters);
        var missing = parameters.Found.Where(parameter => !parameter.IsSecret && parameter.Value is null).Select(parameter => parameter.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var uses = workloads.Where(workload => workload.IsWritten || workload.IsBuildOnly)
            .SelectMany(workload => UsesOf(workload).Where(use => missing.Contains(use.Parameter)).Select(use => (use.Parameter, Workload: workload.Name, use.Place)))
            .GroupBy(use => use.Parameter, StringComparer.OrdinalIgnoreCase)
            .Select(group => (Option: $"-pa '{parameters.OptionFor(group.Key)}=VALUE'", Users: string.Join(", ", group.GroupBy(use => use.Workload).Select(user => $"{user.Key} ({string.Join(", ", user.Select(use => use.Place).Distinct())})"))))
            .ToList();
        if (uses.Count > 0)
        {
            var width = uses.Max(use => use.Option.Length);
            throw new ManifestException(
                $"The manifest leaves {(uses.Count == 1 ? "a value" : $"{uses.Count} values")} open; nothing was written. Give {(uses.Count == 1 ? "it" : "each")} with its option:\n"
                + $"{string.Concat(uses.Select(use => $"  {use.Option.PadRight(width)}  {use.Users}\n"))}"
                + "For one that is secret, --secret NAME in the place of -pa NAME=VALUE: its value is then asked for where the application is brought up. A resource that is not wanted is left out with --skip NAME.");
        }
    }

    private static void CheckGiven(AspireManifest manifest, ManifestDescriptionOptions options, ManifestParameters parameters)
    {
        // What any text of the manifest refers to may be given, even when nothing that is written needs it.
        var known = manifest.Resources
            .SelectMany(entry => entry.Value.Texts.SelectMany(text => ManifestExpression.Parse(text).References).Select(reference => reference.Path))
            .Concat(manifest.Resources.Where(entry => entry.Value.IsParameter()).SelectMany(entry => new[] { entry.Key, $"{entry.Key}.value" }))
            .Concat(parameters.Found.Select(parameter => parameter.Name))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (option, key) in options.Parameters.Keys.Select(key => ("-pa", key)).Concat(options.Secrets.Select(key => ("--secret", key))))
        {
            if (!known.Contains(key))
            {
                var open = parameters.Found.Where(parameter => !parameter.IsSecret).Select(parameter => parameters.OptionFor(parameter.Name)).ToList();
                throw new ManifestException($"{option} {key}: the manifest leaves nothing of that name open; {(open.Count == 0 ? "nothing has to be given" : $"what can be given is {string.Join(", ", open)}")}");
            }

            if (option == "-pa" && manifest.Resources.TryGetValue(key, out var resource) && resource.Inputs?.GetValueOrDefault("value")?.Secret is true)
            {
                throw ManifestParameters.SecretGiven(key, key);
            }
        }
    }

    private static IEnumerable<(string Parameter, string Place)> UsesOf(WorkloadDescription workload) => workload.Environment
        .Select(entry => (entry.Value, Place: entry.Name))
        .Concat(workload.Arguments.Select((argument, index) => (argument, Place: $"argument {index + 1}")))
        .Concat((workload.Image.Dockerfile?.Arguments ?? []).Where(argument => argument.Value is not null).Select(argument => (argument.Value!, Place: $"build argument {argument.Name}")))
        .Concat((workload.Image.Dockerfile?.Secrets ?? []).Where(secret => secret.Value is not null).Select(secret => (secret.Value!, Place: $"build secret {secret.Id}")))
        .SelectMany(use => use.Item1.Parts.OfType<TextPart.Parameter>().Select(part => (part.Name, use.Place)));
}
