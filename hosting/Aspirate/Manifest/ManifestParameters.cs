using Aspire.Hosting.Kubernetes.Description;

namespace Aspirate.Manifest;

/// <summary>
/// What the manifest leaves open: the inputs of its parameters, and the outputs of cloud resources that somebody else
/// provisions. Both have to be given a value, or say how one is made up.
/// </summary>
internal sealed class ManifestParameters(AspireManifest manifest, IReadOnlyDictionary<string, string> values)
{
    private readonly Dictionary<string, ParameterDescription> _parameters = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The parameters that were found so far, in the order they were first asked for.</summary>
    public IReadOnlyList<ParameterDescription> Found => [.. _parameters.Values];

    /// <summary>The name of the parameter that <paramref name="reference"/> stands for, or <see langword="null"/> when it stands for something else.</summary>
    public string? Find(ManifestReference reference)
    {
        var resource = manifest.Resources[reference.Resource];
        return reference.Property.Split('.') switch
        {
            ["inputs", var input] => Add(NameOf(reference.Resource, input), resource.Inputs?.GetValueOrDefault(input)),
            ["value"] when resource.IsParameter() && resource.Value is null => Add(reference.Resource, input: null),
            ["outputs", var output] => AddOutput(reference.Resource, output, isSecret: false),
            ["secretOutputs", var output] => AddOutput(reference.Resource, output, isSecret: true),
            _ => null,
        };
    }

    /// <summary>Whether a parameter is a connection string that somebody gives from outside.</summary>
    public bool IsConnection(string name) => manifest.Resources.TryGetValue(name, out var resource) && resource.ConnectionString is not null;

    /// <summary>The input called <c>value</c> is the parameter itself.</summary>
    private static string NameOf(string resource, string input) => input == "value" ? resource : $"{resource}-{input}";

    private string AddOutput(string resource, string output, bool isSecret) => Add($"{resource}-{output}", new ManifestInput { Secret = isSecret });

    private string Add(string name, ManifestInput? input)
    {
        if (!_parameters.ContainsKey(name))
        {
            var isSecret = input?.Secret ?? false;
            _parameters.Add(name, new ParameterDescription
            {
                Name = name,
                IsSecret = isSecret,
                Value = isSecret ? null : values.GetValueOrDefault(name) ?? input?.Default?.Value,
                IsGiven = !isSecret && (input is null || values.ContainsKey(name)),
                Generation = input?.Default?.Generate is { } generate ? Generation(generate) : null,
                Source = new SourceLocation($"resources.{name}"),
            });
        }

        return name;
    }

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
}
