using System.CommandLine;
using Aspirate.Settings;

namespace Aspirate.Commands;

/// <summary>How the images that the application builds are called. What is not given comes from <c>aspirate.json</c>.</summary>
internal sealed class ImageOptions
{
    private readonly Option<string?> _registry = new("--container-registry", "-cr") { Description = "The registry of the images that the application builds, e.g. ghcr.io" };
    private readonly Option<string?> _prefix = new("--container-repository-prefix", "-crp") { Description = "What stands between the registry and the resource's name" };
    private readonly Option<string[]> _tags = new("--container-image-tag", "-ct") { Description = "A tag of the images; the first one is named in the manifests" };

    public void AddTo(Command command)
    {
        command.Add(_registry);
        command.Add(_prefix);
        command.Add(_tags);
    }

    public ContainerSettings Read(ParseResult arguments, ContainerSettings defaults) => new()
    {
        Registry = arguments.GetValue(_registry) ?? defaults.Registry,
        RepositoryPrefix = arguments.GetValue(_prefix) ?? defaults.RepositoryPrefix,
        Tags = arguments.GetValue(_tags) is { Length: > 0 } tags ? tags : defaults.Tags,
    };
}
