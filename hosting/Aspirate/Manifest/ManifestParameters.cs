using System.Text.RegularExpressions;
using Aspirate.Cluster.Secrets.Templates;
using Aspire.Hosting.Kubernetes.Description;

namespace Aspirate.Manifest;

/// <summary>
/// What the manifest leaves open: the inputs of its parameters, the outputs of cloud resources that somebody else provisions,
/// and whatever else its texts refer to without explaining it. All of them have to be given a value, or say how one is made up.
/// </summary>
/// <param name="manifest">The manifest, without the resources that are skipped.</param>
/// <param name="options">The values that were given, and which open ones are secret.</param>
internal sealed partial class ManifestParameters(AspireManifest manifest, ManifestDescriptionOptions options)
{
    private readonly Dictionary<string, OpenValue> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, OpenValue> _byOption = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The parameters that were found so far, in the order they were first asked for.</summary>
    public IReadOnlyList<ParameterDescription> Found => [.. _byName.Values.Select(value => value.Parameter)];

    /// <summary>The name by which the value of a parameter is given with <c>--parameter</c>.</summary>
    public string OptionFor(string parameter) => _byName[parameter].Option;

    /// <summary>The name of the parameter that <paramref name="reference"/> stands for, or <see langword="null"/> when it stands for something else.</summary>
    public string? Find(ManifestReference reference)
    {
        if (!manifest.Resources.TryGetValue(reference.Resource, out var resource))
        {
            return null;
        }

        return reference.Property.Split('.') switch
        {
            ["inputs", "value"] => AddInput(reference, reference.Resource, resource.Inputs?.GetValueOrDefault("value")),
            ["inputs", var input] => AddInput(reference, reference.Path, resource.Inputs?.GetValueOrDefault(input)),
            ["value"] when resource.IsParameter() && resource.Value is null => AddInput(reference, reference.Resource, input: null),
            _ => null,
        };
    }

    /// <summary>Whether a value was given, or is to be asked for, in the place of what the manifest says of a reference.</summary>
    public bool IsReplaced(ManifestReference reference) =>
        manifest.Resources.TryGetValue(reference.Resource, out var resource) && !resource.IsParameter()
        && (options.Parameters.ContainsKey(reference.Path) || options.Secrets.Contains(reference.Path));

    /// <summary>The name of the parameter that holds the value of a reference that nothing in the manifest explains.</summary>
    public string Open(ManifestReference reference) =>
        Add(reference, reference.Path, reference.Property.Split('.')[0] is "secretOutputs" or "secrets", input: null);

    private string AddInput(ManifestReference reference, string option, ManifestInput? input) =>
        Add(reference, option, input?.Secret ?? false, input);

    private string Add(ManifestReference reference, string option, bool isSecret, ManifestInput? input)
    {
        if (_byOption.TryGetValue(option, out var known))
        {
            return known.Parameter.Name;
        }

        var name = NameOf(reference);
        var given = new[] { option, $"{option}.value", reference.Path, name }.Select(key => options.Parameters.GetValueOrDefault(key)).FirstOrDefault(value => value is not null);
        isSecret |= options.Secrets.Contains(option);
        if (isSecret && given is not null)
        {
            throw SecretGiven(option, name);
        }

        var value = new OpenValue(
            option,
            new ParameterDescription
            {
                Name = name,

                // What is made up is made where the application runs: no tree may have it.
                IsSecret = isSecret || (given is null && input?.Default?.Generate is not null),
                Value = isSecret ? null : given ?? input?.Default?.Value,
                IsGiven = !isSecret && (input is null || given is not null),
                Generation = input?.Default?.Generate is { } generate ? Generation(generate) : null,
                Source = new SourceLocation($"resources.{reference.Resource}"),
            });
        _byOption.Add(option, value);
        _byName.Add(name, value);
        return name;
    }

    public static ManifestException SecretGiven(string option, string name) => new(
        $"'{option}' is a secret, which neither a command line nor a generated tree may hold. Its value belongs where the application is brought up: "
        + $"for apply, into the variable {VariableOf(name)}; for a chart, into a file of values of your own, as secrets.{name}; for Compose, into the variable that its file names");

    /// <summary>The variable that <c>aspirate apply</c> reads a parameter's value from.</summary>
    private static string VariableOf(string name) => $"Parameters__{name.Replace('-', '_')}";

    // The parameter itself has the resource's name, an output that of the output after it; where another has that already, it is told apart by its kind.
    private string NameOf(ManifestReference reference)
    {
        string[] path = reference.Property.Split('.');
        string[] candidates =
        [
            path is ["value"] or ["inputs", "value"] ? reference.Resource : Joined([reference.Resource, .. path is ["inputs" or "outputs" or "secretOutputs" or "secrets", ..] ? path[1..] : path]),
            Joined([reference.Resource, .. path]),
        ];
        return candidates.FirstOrDefault(name => !_byName.ContainsKey(name) && (name == reference.Resource || !manifest.Resources.ContainsKey(name)))
            ?? Enumerable.Range(2, int.MaxValue - 2).Select(i => $"{candidates[1]}-{i}").First(name => !_byName.ContainsKey(name) && !manifest.Resources.ContainsKey(name));
    }

    // One dash at a time, for two would make a section in the name of a variable.
    private static string Joined(string[] parts) => Separators().Replace(string.Join('-', parts), "-").Trim('-');

    [GeneratedRegex("[^A-Za-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();

    private static SecretGeneration Generation(ManifestGenerate generate) => new()
    {
        MinLength = generate.MinLength ?? new SecretGeneration().MinLength,
        Lower = generate.Lower,
        Upper = generate.Upper,
        Numeric = generate.Numeric,
        Special = generate.Special,
        MinLower = generate.MinLower,
        MinUpper = generate.MinUpper,
        MinNumeric = generate.MinNumeric,
        MinSpecial = generate.MinSpecial,
    };

    private sealed record OpenValue(string Option, ParameterDescription Parameter);
}
