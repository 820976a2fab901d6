using Aspirate.Settings;

namespace Aspirate.Generation;

/// <summary>What an AppHost is told when it publishes: names of configuration keys, which it takes from its command line as from anywhere else.</summary>
internal static class PublishingArguments
{
    public static IEnumerable<string> Of(
        ContainerSettings images,
        OutputFormat format = OutputFormat.Kustomize,
        string? @namespace = null,
        string? pullPolicy = null,
        IReadOnlyDictionary<string, string>? parameters = null,
        string? folder = null)
    {
        var values = new (string Key, string? Value)[]
        {
            ("Kubernetes:OutputFormat", format.ToString()),
            ("Kubernetes:Namespace", @namespace),
            ("Kubernetes:ImagePullPolicy", pullPolicy),
            ("Kubernetes:ImagePrefix", images.Prefix),
            ("Kubernetes:FinalFolder", folder),
            ("Kubernetes:GivenParameters", parameters is { Count: > 0 } ? string.Join(',', parameters.Keys) : null),
            ("Kubernetes:ImageTag", images.Tags is [var tag, ..] ? tag : null),
        };

        return values.Where(value => value.Value is not null).Select(value => $"--{value.Key}={value.Value}")
            .Concat((parameters ?? new Dictionary<string, string>()).Select(parameter => $"--Parameters:{parameter.Key}={parameter.Value}"));
    }
}
