using System.CommandLine;
using System.Text.RegularExpressions;
using Aspirate.Settings;

namespace Aspirate.Commands;

/// <summary>How the images that the application builds are called. What is not given comes from <c>aspirate.json</c>.</summary>
internal sealed partial class ImageOptions
{
    private readonly Option<string?> _registry = new("--container-registry", "-cr") { Description = "The registry of the images that the application builds, e.g. ghcr.io" };
    private readonly Option<string?> _prefix = new("--container-repository-prefix", "-crp") { Description = "What stands between the registry and the resource's name" };
    private readonly Option<string[]> _tags = new("--container-image-tag", "-ct") { Description = "A tag of the images; the first one is named in the manifests" };

    public ImageOptions()
    {
        Check(_registry, value => RegistryExpression().IsMatch(value), "no registry", "a host and, if need be, a port: ghcr.io, localhost:5000");
        Check(_prefix, value => value.Trim('/').Split('/').All(part => RepositoryExpression().IsMatch(part)), "no part of an image's name", "lower case letters and digits, with '.', '_' or '-' between them and '/' between parts: contoso/shop");
        Check(_tags, TagExpression().IsMatch, "no tag", "at most 128 letters, digits, '_', '.' and '-', neither '.' nor '-' first: 1.4.0");
    }

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

    private static void Check(Option option, Func<string, bool> isValid, string verdict, string form) => option.Validators.Add(result =>
    {
        foreach (var token in result.Tokens.Where(token => !isValid(token.Value)))
        {
            result.AddError($"'{token.Value}' is {verdict}: write {option.Name} with {form}.");
        }
    });

    // https://github.com/distribution/reference
    [GeneratedRegex("^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex RegistryExpression();

    [GeneratedRegex("^[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex RepositoryExpression();

    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$", RegexOptions.CultureInvariant)]
    private static partial Regex TagExpression();
}
