using System.CommandLine;
using Aspirate.Generation;
using Aspirate.Manifest;
using Aspirate.Settings;

namespace Aspirate.Commands;

/// <summary>A manifest and what it does not say, for the commands that generate from one.</summary>
internal sealed class ManifestOptions
{
    private readonly ManifestPathOption _manifest = new();
    private readonly Option<string?> _name = new("--name") { Description = "The application's name; without it, that of the manifest's folder" };
    private readonly Option<string[]> _components = new("--components", "-c") { Description = "Write only this resource of the manifest; may be repeated" };
    private readonly Option<string[]> _skip = new("--skip") { Description = "Leave this resource of the manifest out; may be repeated" };
    private readonly Option<string[]> _secrets = new("--secret") { Description = "A value that the manifest leaves open is secret: it is asked for where the application is brought up; may be repeated" };
    private readonly ParameterOption _parameters = new();

    public ManifestOptions() => NameRule.AddTo(_name, "application");

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_manifest, _name, _components, _skip, _secrets, _parameters])
        {
            command.Add(option);
        }
    }

    /// <summary>The manifest, if one is named.</summary>
    public string? Path(ParseResult arguments) => arguments.GetValue(_manifest);

    /// <inheritdoc cref="ManifestPathOption.Directory"/>
    public string? Directory(ParseResult arguments) => _manifest.Directory(arguments);

    /// <summary>The values that were given by hand.</summary>
    public IReadOnlyDictionary<string, string> Parameters(ParseResult arguments) => _parameters.Read(arguments);

    /// <summary>The first of the options that were given although only a manifest can be asked so; <see langword="null"/> when there is none.</summary>
    public string? ManifestsOnly(ParseResult arguments) =>
        ((Option[])[_name, _components, _skip, _secrets]).FirstOrDefault(option => arguments.GetResult(option) is not null)?.Name;

    public ManifestDescriptionOptions Read(ParseResult arguments, string directory, ContainerSettings images) => new()
    {
        Name = arguments.GetValue(_name) ?? ApplicationName.From(new DirectoryInfo(directory).Name),
        SourceDirectory = System.IO.Path.GetFullPath(directory),
        ImagePrefix = images.Prefix,
        ImageTag = images.Tags is [var tag, ..] ? tag : "latest",
        Components = arguments.GetValue(_components) ?? [],
        Skipped = arguments.GetValue(_skip) ?? [],
        Parameters = _parameters.Read(arguments),
        Secrets = (arguments.GetValue(_secrets) ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase),
    };
}
