using System.CommandLine;
using Aspirate.AppHosts;
using Aspirate.Cluster.Building;
using Aspirate.Cluster.Deploying;
using Aspirate.Generation;
using Aspirate.Manifest;
using Aspirate.Opening;
using Aspirate.Rollouts;
using Aspirate.Settings;
using Aspire.Hosting.Kubernetes.Output;

namespace Aspirate.Commands;

/// <summary><c>aspirate run</c>: from the sources to the application that answers in the cluster, by one command.</summary>
internal sealed class RunCommand : Command
{
    private readonly ClusterOptions _cluster = new();
    private readonly ProjectPathOption _projectPath = new();
    private readonly BuildOptions _build = new();
    private readonly TakeOverOption _takeOver = new();
    private readonly TimeoutOption _timeout = TimeoutOption.ForRollouts();

    public RunCommand()
        : base("run", "Generate the manifests, build the images, bring both into the cluster, and open the application")
    {
        _cluster.AddTo(this);
        foreach (var option in new Option[] { _projectPath, _takeOver, _timeout })
        {
            Add(option);
        }

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
        var project = AppHostLocator.Find(arguments.GetRequiredValue(_projectPath));

        // The cluster first: without it, the minutes that a build takes are wasted.
        using var connection = await _cluster.OpenAsync(arguments, cancellationToken);
        await GenerateAsync(project, _cluster.InputPath(arguments), console, cancellationToken);

        var target = _cluster.TargetNamespace(arguments);
        var images = await ImageSources.ReadAsync(_cluster.InputPath(arguments), cancellationToken);
        await _build.RunAsync(arguments, project, images, await _cluster.DescribeContextAsync(arguments), cancellationToken);

        var output = CommandConsole.Of(console);
        var application = await _cluster.Source(arguments, project, tellsImages: false).ReadAsync(connection, output, cancellationToken);
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

    private static async Task GenerateAsync(AppHostProject project, string folder, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var settings = await SettingsFile.ReadAsync(project.Directory, cancellationToken);
        var tree = await new AppHostTree(project, console.Output, console.Error).GenerateAsync(
            PublishingArguments.Of(settings.ContainerSettings),
            manifest => FromManifestAsync(manifest, project, settings.ContainerSettings, console, cancellationToken),
            cancellationToken);
        await WrittenTree.WriteAsync(tree, ImageSources.FolderOf(folder) ?? folder, console.Output, cancellationToken);
    }

    private static Task<FileTree> FromManifestAsync(string manifest, AppHostProject project, ContainerSettings images, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var options = new ManifestDescriptionOptions
        {
            Name = ApplicationName.From(new DirectoryInfo(project.Directory).Name),
            ImagePrefix = images.Prefix,
            ImageTag = images.Tags is [var tag, ..] ? tag : "latest",
        };
        return new ManifestGenerator(console.Error).GenerateAsync(manifest, options, OutputFormat.Kustomize, cancellationToken);
    }
}
