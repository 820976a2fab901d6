using System.CommandLine;
using Aspirate.AppHosts;
using Aspirate.Generation;
using Aspirate.Settings;
using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Output;

namespace Aspirate.Commands;

/// <summary><c>aspirate generate</c>: an AppHost, or a manifest, becomes a tree of files.</summary>
internal sealed class GenerateCommand : Command
{
    private const string DefaultFolder = "k8s-generated";

    private readonly ProjectPathOption _projectPath = new();
    private readonly ManifestOptions _manifest = new();
    private readonly Option<string> _outputPath = new("--output-path", "-o") { Description = "The folder to write", DefaultValueFactory = _ => DefaultFolder };
    private readonly Option<OutputFormat> _format = new("--output-format") { Description = "What to write" };
    private readonly Option<bool> _check = new("--check") { Description = "Write nothing; show the differences and exit with 1 when the folder is out of date" };
    private readonly Option<bool> _skipBuild = new("--skip-build") { Description = "Take the AppHost as it was built last" };
    private readonly Option<string?> _configuration = new("--configuration") { Description = "The AppHost's build configuration, e.g. Release" };
    private readonly Option<string?> _namespace = new("--namespace") { Description = "The namespace that everything is in" };
    private readonly Option<string?> _pullPolicy = new("--image-pull-policy") { Description = "When images are pulled" };
    private readonly ImageOptions _images = new();
    private readonly ReachOptions _reach = new();
    private readonly InspectionOption _inspection = new();

    public GenerateCommand()
        : base("generate", "Write the Kubernetes manifests of an AppHost or of an aspire-manifest.json")
    {
        NameRule.AddTo(_namespace, "namespace");
        _pullPolicy.AcceptOnlyFromAmong("IfNotPresent", "Always", "Never");
        foreach (var option in new Option[] { _projectPath, _outputPath, _format, _check, _skipBuild, _configuration, _namespace, _pullPolicy, _inspection, new NonInteractiveOption() })
        {
            Add(option);
        }

        _manifest.AddTo(this);
        _images.AddTo(this);
        _reach.AddTo(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var tree = _manifest.Path(arguments) is { } manifest
            ? await FromManifestAsync(manifest, _manifest.Directory(arguments)!, arguments, cancellationToken)
            : await FromAppHostAsync(arguments, cancellationToken);

        var folder = arguments.GetRequiredValue(_outputPath);
        return arguments.GetValue(_check)
            ? await CheckAsync(tree, folder, arguments.InvocationConfiguration, cancellationToken)
            : await WriteAsync(tree, folder, arguments.InvocationConfiguration, cancellationToken);
    }

    private async Task<FileTree> FromAppHostAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var project = AppHostLocator.Find(arguments.GetRequiredValue(_projectPath));
        var settings = await SettingsFile.ReadAsync(project.Directory, cancellationToken);
        var appHost = new AppHostTree(project, arguments.InvocationConfiguration.Output, arguments.InvocationConfiguration.Error)
        {
            Configuration = arguments.GetValue(_configuration),
            IsBuilt = arguments.GetValue(_skipBuild),
        };
        return await appHost.GenerateAsync(
            PublishingArguments.Of(
                _images.Read(arguments, settings.ContainerSettings),
                arguments.GetValue(_format),
                arguments.GetValue(_namespace),
                arguments.GetValue(_pullPolicy),
                _manifest.Parameters(arguments),
                Path.GetFullPath(arguments.GetRequiredValue(_outputPath))).Concat(_reach.Settings(arguments)).Append(InspectionOption.Setting(Inspection(arguments))),
            _manifest.ManifestsOnly(arguments),
            manifest => FromManifestAsync(manifest, project.Directory, arguments, cancellationToken),
            cancellationToken);
    }

    private async Task<FileTree> FromManifestAsync(string manifest, string settingsDirectory, ParseResult arguments, CancellationToken cancellationToken)
    {
        var settings = await SettingsFile.ReadAsync(settingsDirectory, cancellationToken);
        var images = _images.Read(arguments, settings.ContainerSettings);
        var options = _reach.Apply(_manifest.Read(arguments, settingsDirectory, images), arguments) with
        {
            Namespace = arguments.GetValue(_namespace),
            ImagePullPolicy = arguments.GetValue(_pullPolicy) ?? "IfNotPresent",
            InspectImages = Inspection(arguments),
        };
        return await new ManifestGenerator(arguments.InvocationConfiguration.Error).GenerateAsync(manifest, options, arguments.GetValue(_format), arguments.GetRequiredValue(_outputPath), cancellationToken);
    }

    // What a tree is compared with must not depend on who answers today.
    private ImageInspectionMode Inspection(ParseResult arguments) =>
        arguments.GetValue(_check) && arguments.GetResult(_inspection) is not { Implicit: false } ? ImageInspectionMode.Off : _inspection.Read(arguments);

    private static async Task<int> CheckAsync(FileTree tree, string folder, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var differences = await FileTreeWriter.CompareAsync(tree, folder, cancellationToken);
        if (differences.Count == 0)
        {
            await console.Output.WriteLineAsync($"{folder} is up to date ({tree.Files.Count} files).");
            return ExitCodes.Success;
        }

        await console.Output.WriteLineAsync(TreeDifferences.Render(differences));
        await console.Error.WriteLineAsync($"{folder} is out of date in {differences.Count} of its files. Run the same command without --check, and commit the result.");
        return ExitCodes.Failure;
    }

    private static async Task<int> WriteAsync(FileTree tree, string folder, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        await WrittenTree.WriteAsync(tree, folder, console.Output, cancellationToken);
        return ExitCodes.Success;
    }
}
