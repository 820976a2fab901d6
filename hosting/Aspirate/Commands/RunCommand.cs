using System.CommandLine;
using Aspirate.Addresses;
using Aspirate.AppHosts;
using Aspirate.Cluster.Building;
using Aspirate.Cluster.Deploying;
using Aspirate.Generation;
using Aspirate.Rollouts;
using Aspirate.Settings;
using Aspire.Hosting.Kubernetes.Output;

namespace Aspirate.Commands;

/// <summary><c>aspirate run</c>: from the sources to the application that answers in the cluster, by one command.</summary>
internal sealed class RunCommand : Command
{
    private readonly ClusterOptions _cluster = new();
    private readonly ProjectPathOption _projectPath = new();
    private readonly ManifestOptions _manifest = new();
    private readonly ReachOptions _reach = new();
    private readonly InspectionOption _inspection = new();
    private readonly BuildOptions _build = new();
    private readonly TakeOverOption _takeOver = new();
    private readonly TimeoutOption _timeout = TimeoutOption.ForRollouts();

    public RunCommand()
        : base("run", "Generate the manifests, build the images, bring both into the cluster, and open the application")
    {
        _cluster.AddTo(this);
        foreach (var option in new Option[] { _projectPath, _inspection, _takeOver, _timeout })
        {
            Add(option);
        }

        _manifest.AddTo(this);
        _reach.AddTo(this);
        _build.AddTo(this);
        Validators.Add(result =>
        {
            if (_build.IsForArchives(result))
            {
                result.AddError("A cluster cannot run images that are in archives: leave out --output-path, or build them with: aspirate build");
            }
        });
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var console = arguments.InvocationConfiguration;
        var source = _manifest.Directory(arguments) is { } directory ? new(directory, null) : SourceFolder.Of(AppHostLocator.Find(arguments.GetRequiredValue(_projectPath)));

        // The cluster first: without it, the minutes that a build takes are wasted.
        using var connection = await _cluster.OpenAsync(arguments, cancellationToken);
        await GenerateAsync(source, arguments, cancellationToken);

        var target = _cluster.TargetNamespace(arguments);
        var images = await ImageSources.ReadAsync(_cluster.InputPath(arguments), cancellationToken);
        await _build.RunAsync(arguments, source, images, await _cluster.DescribeContextAsync(arguments), cancellationToken);

        var output = CommandConsole.Of(console);
        var application = await _cluster.Source(arguments, source, tellsImages: false).ReadAsync(connection, output, cancellationToken);
        var wait = new RolloutWait(connection, output, arguments.GetValue(_timeout));
        var applied = await new ApplicationRollout(connection, output, wait).ApplyAsync(application, arguments.GetValue(_takeOver), cancellationToken);
        if (applied is not DeploymentOutcome.Succeeded)
        {
            return ExitCodes.Of(applied);
        }

        var opener = new ApplicationOpener(connection, target, _cluster.Context(arguments), console);
        var isInteractive = !_cluster.IsNonInteractive(arguments) && !Console.IsOutputRedirected;
        return await opener.OpenAsync(application.Objects, isInteractive, cancellationToken) ? ExitCodes.Success : ExitCodes.Failure;
    }

    private async Task GenerateAsync(SourceFolder source, ParseResult arguments, CancellationToken cancellationToken)
    {
        var console = arguments.InvocationConfiguration;
        var images = (await SettingsFile.ReadAsync(source.Path, cancellationToken)).ContainerSettings;
        var tree = source.AppHost is { } project
            ? await new AppHostTree(project, console.Output, console.Error).GenerateAsync(
                PublishingArguments.Of(images, parameters: _manifest.Parameters(arguments)).Concat(_reach.Settings(arguments)).Append(InspectionOption.Setting(_inspection.Read(arguments))), _manifest.ManifestsOnly(arguments), FromManifestAsync, cancellationToken)
            : await FromManifestAsync(_manifest.Path(arguments)!);
        var folder = _cluster.InputPath(arguments);
        await WrittenTree.WriteAsync(tree, ImageSources.FolderOf(folder) ?? folder, console.Output, cancellationToken);

        Task<FileTree> FromManifestAsync(string manifest) =>
            new ManifestGenerator(console.Error).GenerateAsync(manifest, _reach.Apply(_manifest.Read(arguments, source.Path, images), arguments) with { InspectImages = _inspection.Read(arguments) }, OutputFormat.Kustomize, _cluster.InputPath(arguments), cancellationToken);
    }
}
