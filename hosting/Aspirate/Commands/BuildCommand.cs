using System.CommandLine;
using Aspirate.AppHosts;
using Aspirate.Cluster;
using Aspirate.Cluster.Building;

namespace Aspirate.Commands;

/// <summary><c>aspirate build</c>: the application's projects become images, where the cluster takes them from.</summary>
internal sealed class BuildCommand : Command
{
    private readonly ProjectPathOption _projectPath = new();
    private readonly ManifestPathOption _manifest = new();
    private readonly Option<string> _inputPath = new("--input-path", "-i") { Description = "The generated tree, which names the images", DefaultValueFactory = _ => "k8s-generated" };
    private readonly BuildOptions _build = new();
    private readonly Option<string?> _context = new("--kubernetes-context", "-k") { Description = "The cluster to build for; without it, the kubeconfig's current context" };
    private readonly Option<string?> _kubeconfig = new("--kubeconfig") { Description = "The kubeconfig file; without it, those that the variable KUBECONFIG names, or ~/.kube/config" };

    public BuildCommand()
        : base("build", "Build the application's images, and bring those that have changed to a registry, a container engine or a local cluster")
    {
        Add(_projectPath);
        Add(_manifest);
        Add(_inputPath);
        Add(_context);
        Add(_kubeconfig);
        Add(new NonInteractiveOption());
        _build.AddTo(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var source = _manifest.Directory(arguments) is { } directory ? new(directory, null) : SourceFolder.Of(AppHostLocator.Find(arguments.GetRequiredValue(_projectPath)));
        var images = await ImageSources.ReadAsync(arguments.GetRequiredValue(_inputPath), cancellationToken);
        await _build.RunAsync(arguments, source, images, await ClusterContext.FindAsync(arguments.GetValue(_context), arguments.GetValue(_kubeconfig)), cancellationToken);
        return ExitCodes.Success;
    }
}
