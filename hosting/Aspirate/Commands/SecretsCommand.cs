using System.CommandLine;
using Aspirate.AppHosts;
using Aspirate.Cluster.Secrets;
using Aspirate.Cluster.Secrets.Templates;
using Aspirate.Secrets;
using Aspire.Hosting.Kubernetes.Output;

namespace Aspirate.Commands;

/// <summary><c>aspirate secrets</c>: where the values of the Secrets come from, in the tree and in a cluster. It shows and writes no value.</summary>
internal sealed class SecretsCommand : Command
{
    private readonly ClusterOptions _cluster = new();
    private readonly ProjectPathOption _projectPath = new();
    private readonly Option<bool> _inCluster = new("--cluster") { Description = "Show what the cluster has; --kubernetes-context and --namespace ask for that as well" };
    private readonly Option<string?> _store = new("--external-store") { Description = "Write an ExternalSecret for each Secret, with its values from this ClusterSecretStore" };
    private readonly Option<string?> _outputPath = new("--output-path", "-o") { Description = "The folder for the ExternalSecrets; without it they are printed" };

    public SecretsCommand()
        : base("secrets", "Show where the values of the Secrets come from, rotate them, or write them as ExternalSecrets for GitOps")
    {
        _cluster.AddTo(this);
        Add(_projectPath);
        Add(_inCluster);
        Add(_store);
        Add(_outputPath);
        Add(new SecretsGetCommand());
        Add(new SecretsRotateCommand());
        Add(new SecretsRetireCommand());
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var templates = await SecretTemplateReader.ReadTreeOrChartAsync(_cluster.InputPath(arguments), cancellationToken);
        var output = arguments.InvocationConfiguration.Output;
        if (arguments.GetValue(_store) is { } store)
        {
            await ExportAsync(templates, store, arguments.GetValue(_outputPath), output, cancellationToken);
        }
        else if (arguments.GetValue(_inCluster) || _cluster.IsAsked(arguments))
        {
            SecretListing.Write(await SurveyAsync(templates, arguments, cancellationToken), output);
        }
        else
        {
            SecretListing.Write(templates, output);
        }

        return ExitCodes.Success;
    }

    private async Task<SecretPlan> SurveyAsync(IReadOnlyList<SecretTemplate> templates, ParseResult arguments, CancellationToken cancellationToken)
    {
        using var connection = await _cluster.OpenAsync(arguments, cancellationToken);
        var values = AppHostParameterValues.Of(arguments.GetRequiredValue(_projectPath), new AppHostRunner(arguments.InvocationConfiguration.Error));
        return await new SecretDeployment(connection.Client, _cluster.TargetNamespace(arguments), values, TimeProvider.System).SurveyAsync(templates, cancellationToken);
    }

    private static async Task ExportAsync(IReadOnlyList<SecretTemplate> templates, string store, string? folder, TextWriter output, CancellationToken cancellationToken)
    {
        var serializer = new ManifestSerializer();
        var tree = new FileTree();
        foreach (var template in templates)
        {
            tree.Add($"{template.Metadata.Name}.yaml", serializer.Serialize(ExternalSecretBuilder.Build(template, store)));
        }

        if (folder is null)
        {
            await output.WriteLineAsync(string.Join("---\n", tree.Files.Values));
            return;
        }

        await FileTreeWriter.WriteAsync(tree, folder, cancellationToken);
        await output.WriteLineAsync($"Wrote {tree.Files.Count} ExternalSecrets to {folder}.");
    }
}
