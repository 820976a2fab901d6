using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using Aspirate.AppHosts;
using Aspirate.Cluster;
using Aspirate.Cluster.Building;
using Aspirate.Cluster.Building.Registries;
using Aspirate.Cluster.Building.Targets;
using Aspirate.Rollouts;
using Aspirate.Secrets;
using Aspirate.Settings;

namespace Aspirate.Commands;

/// <summary>How images are built and where they go: the part that <c>build</c> and <c>run</c> share.</summary>
internal sealed class BuildOptions
{
    private readonly ImageOptions _images = new();
    private readonly Option<TargetKind?> _target = new("--target") { Description = "Where the images go; without it, the registry that is named, or else what the cluster's context tells" };
    private readonly Option<string?> _archives = new("--output-path", "-o") { Description = "The folder for archives" };
    private readonly Option<string> _runtime = new("--runtime-identifier") { Description = "The platform of the cluster's nodes", DefaultValueFactory = _ => $"linux-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}" };
    private readonly Option<bool> _force = new("--force") { Description = "Bring images to their target even when it has them" };
    private readonly Argument<string[]> _properties = new("properties") { Description = "Properties for MSBuild, after --: -p:Name=Value", Arity = ArgumentArity.ZeroOrMore };

    public BuildOptions()
    {
        _runtime.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } runtime && !runtime.StartsWith("linux-", StringComparison.Ordinal))
            {
                result.AddError($"'{runtime}' is no platform of containers: write --runtime-identifier linux-x64 or linux-arm64.");
            }
        });
        _properties.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !token.Value.StartsWith("-p:", StringComparison.OrdinalIgnoreCase) || !token.Value.Contains('=', StringComparison.Ordinal)))
            {
                result.AddError($"'{token.Value}' is no property of a build: write -p:Name=Value after --.");
            }
        });
    }

    public void AddTo(Command command)
    {
        _images.AddTo(command);
        foreach (var option in new Option[] { _target, _archives, _runtime, _force })
        {
            command.Add(option);
        }

        command.Add(_properties);
    }

    /// <summary>Whether archives are asked for, which no cluster takes images from by itself.</summary>
    public bool IsForArchives(SymbolResult arguments) => arguments.GetValue(_target) == TargetKind.Archive || arguments.GetValue(_archives) is not null;

    public async Task<IReadOnlyDictionary<string, string>> RunAsync(
        ParseResult arguments,
        SourceFolder source,
        IReadOnlyList<ImageSource> images,
        ClusterContext? context,
        CancellationToken cancellationToken)
    {
        var settings = await SettingsFile.ReadAsync(source.Path, cancellationToken);
        var naming = _images.Read(arguments, settings.ContainerSettings);
        var target = new TargetSelection(new DockerLogins(Environment.GetEnvironmentVariable))
            .Select(arguments.GetValue(_target), naming.Registry, arguments.GetValue(_archives), context);
        var request = new BuildRequest(source.Path, images, new AppHostParameterValues(source.AppHost, new AppHostRunner(arguments.InvocationConfiguration.Error)))
        {
            RepositoryPrefix = naming.RepositoryPrefix,
            Tags = naming.Tags ?? [],
            RuntimeIdentifier = arguments.GetRequiredValue(_runtime),
            BuildArguments = arguments.GetValue(_properties) ?? [],
            Force = arguments.GetValue(_force),
        };
        return await new ImageBuild(target, CommandConsole.Of(arguments.InvocationConfiguration), TimeProvider.System).RunAsync(request, cancellationToken);
    }
}
