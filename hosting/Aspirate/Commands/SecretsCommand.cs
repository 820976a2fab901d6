using System.CommandLine;
using Aspire.Hosting.Kubernetes.Cluster.Secrets;
using Aspirate.Secrets;
using Aspire.Hosting.Kubernetes.Objects;
using Aspire.Hosting.Kubernetes.Output;

namespace Aspirate.Commands;

/// <summary><c>aspirate secrets</c>: where the values of the Secrets come from. It shows and writes no value.</summary>
internal sealed class SecretsCommand : Command
{
    private readonly Option<string> _inputPath = new("--input-path", "-i") { Description = "The generated tree", DefaultValueFactory = _ => "k8s-generated" };
    private readonly Option<string?> _store = new("--external-store") { Description = "Write an ExternalSecret for each Secret, with its values from this ClusterSecretStore" };
    private readonly Option<string?> _outputPath = new("--output-path", "-o") { Description = "The folder for the ExternalSecrets; without it they are printed" };

    public SecretsCommand()
        : base("secrets", "Show where the values of the Secrets come from, or write them as ExternalSecrets for GitOps")
    {
        Add(_inputPath);
        Add(_store);
        Add(_outputPath);
        Add(new NonInteractiveOption());
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var templates = await SecretTemplateReader.ReadAsync(arguments.GetRequiredValue(_inputPath), cancellationToken);
        var output = arguments.InvocationConfiguration.Output;
        if (arguments.GetValue(_store) is not { } store)
        {
            await ListAsync(templates, output);
            return ExitCodes.Success;
        }

        var serializer = new ManifestSerializer();
        var tree = new FileTree();
        foreach (var template in templates)
        {
            tree.Add($"{template.Metadata.Name}.yaml", serializer.Serialize(ExternalSecretBuilder.Build(template, store)));
        }

        if (arguments.GetValue(_outputPath) is { } folder)
        {
            await FileTreeWriter.WriteAsync(tree, folder, cancellationToken);
            await output.WriteLineAsync($"Wrote {tree.Files.Count} ExternalSecrets to {folder}.");
        }
        else
        {
            await output.WriteLineAsync(string.Join("---\n", tree.Files.Values));
        }

        return ExitCodes.Success;
    }

    private static async Task ListAsync(IReadOnlyList<SecretTemplate> templates, TextWriter output)
    {
        foreach (var template in templates)
        {
            await output.WriteLineAsync($"Secret {template.Metadata.Name}");
            foreach (var (key, text) in template.Data)
            {
                await output.WriteLineAsync($"  {key} = {text}");
            }

            foreach (var parameter in template.Parameters)
            {
                await output.WriteLineAsync($"    {parameter.Name}: {SecretOrigin.Describe(parameter)}");
            }
        }
    }
}
