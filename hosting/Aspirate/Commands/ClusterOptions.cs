using System.CommandLine;
using Aspirate.AppHosts;
using Aspirate.Cluster;
using Aspirate.Cluster.Deploying;
using Aspirate.Secrets;

namespace Aspirate.Commands;

/// <summary>Which cluster, and where in it: shared by all commands that talk to one.</summary>
internal sealed class ClusterOptions
{
    private readonly Option<string?> _context = new("--kubernetes-context", "-k") { Description = "The context of the kubeconfig; without it, the current one" };
    private readonly Option<string?> _kubeconfig = new("--kubeconfig") { Description = "The kubeconfig file; without it, those that the variable KUBECONFIG names, or ~/.kube/config" };
    private readonly Option<string?> _namespace = new("--namespace", "-n") { Description = "The namespace; without it, the tree's" };
    private readonly Option<string> _inputPath = new("--input-path", "-i") { Description = "The generated tree, or an overlay of it", DefaultValueFactory = _ => "k8s-generated" };
    private readonly NonInteractiveOption _nonInteractive = new();

    public ClusterOptions() => NameRule.AddTo(_namespace, "namespace");

    public void AddTo(Command command)
    {
        command.Add(_context);
        command.Add(_kubeconfig);
        command.Add(_namespace);
        command.Add(_inputPath);
        command.Add(_nonInteractive);
    }

    /// <exception cref="ClusterException">The cluster cannot be used.</exception>
    public Task<ClusterConnection> OpenAsync(ParseResult arguments, CancellationToken cancellationToken) =>
        ClusterConnection.OpenAsync(arguments.GetValue(_context), arguments.GetValue(_kubeconfig), cancellationToken);

    /// <summary>The context that was asked for, if one was.</summary>
    public string? Context(ParseResult arguments) => arguments.GetValue(_context);

    /// <summary>What the kubeconfig tells about the context, without the cluster being asked.</summary>
    /// <exception cref="ClusterException">The kubeconfig cannot be read.</exception>
    public Task<ClusterContext?> DescribeContextAsync(ParseResult arguments) => ClusterContext.FindAsync(arguments.GetValue(_context), arguments.GetValue(_kubeconfig));

    /// <summary>Whether nobody is to be asked.</summary>
    public bool IsNonInteractive(ParseResult arguments) => arguments.GetValue(_nonInteractive);

    /// <summary>The namespace that was asked for, if one was.</summary>
    public string? Namespace(ParseResult arguments) => arguments.GetValue(_namespace);

    /// <summary>Whether a cluster, or a place in one, was asked for.</summary>
    public bool IsAsked(ParseResult arguments) => new Option[] { _context, _kubeconfig, _namespace }.Any(option => arguments.GetResult(option) is { Implicit: false });

    /// <summary>The folder of the tree or overlay.</summary>
    public string InputPath(ParseResult arguments) => arguments.GetRequiredValue(_inputPath);

    /// <summary>The application of the tree, with the images and the values of its AppHost or manifest, if there is one here.</summary>
    /// <exception cref="UserErrorException">No namespace is named, or the AppHost's configuration cannot be read.</exception>
    public ApplicationSource Source(ParseResult arguments, SourceFolder? source, bool tellsImages = true) =>
        new(InputPath(arguments), TargetNamespace(arguments), new AppHostParameterValues(source?.AppHost, new AppHostRunner(arguments.InvocationConfiguration.Error)), source?.Path) { TellsImages = tellsImages };

    /// <summary>The namespace that was asked for, or else the one that the tree's kustomization names.</summary>
    /// <exception cref="UserErrorException">Neither names one.</exception>
    public string TargetNamespace(ParseResult arguments) =>
        Namespace(arguments)
        ?? KustomizationNamespace.Of(InputPath(arguments))
        ?? throw new UserErrorException(Directory.Exists(InputPath(arguments))
            ? $"Which namespace? The kustomization of {InputPath(arguments)} names none; give one with --namespace."
            : $"There is no folder {InputPath(arguments)}. Name the generated tree with --input-path, or a namespace with --namespace.");
}
