using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Objects;
using Aspire.Hosting.Kubernetes.Output;
using Aspire.Hosting.Kubernetes.Validation;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>
/// The publishing step of a cluster: model to description to objects to files. The form of the output is the
/// configuration value <c>Kubernetes:OutputFormat</c>: <c>kustomize</c> (the default), <c>helm</c> or <c>compose</c>.
/// </summary>
internal sealed class KubernetesPublisher(KubernetesEnvironmentResource environment, IDistributedApplicationBuilder builder)
{
    private const string FormatKey = "Kubernetes:OutputFormat";

    public async Task PublishAsync(PipelineStepContext context)
    {
        var application = await new ModelDescriber(environment, builder).DescribeAsync(context.Model, context.CancellationToken);
        var tree = Build(application);
        var folder = context.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory(environment);
        try
        {
            var changes = await FileTreeWriter.WriteAsync(tree, folder, context.CancellationToken);
            context.Summary.Add(environment.Name, changes.Count == 0 ? $"{tree.Files.Count} files are up to date in {folder}" : $"{changes.Count} of {tree.Files.Count} files changed in {folder}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"The Kubernetes objects cannot be written: {exception.Message}", exception);
        }
    }

    private FileTree Build(ApplicationDescription application)
    {
        try
        {
            return builder.Configuration[FormatKey]?.ToLowerInvariant() switch
            {
                null or "" or "kustomize" => KustomizeTree.Build(ApplicationObjects.Build(application)),
                "helm" => HelmChart.Build(ApplicationObjects.Build(application)),
                "compose" => ComposeFile.Build(application),
                var format => throw new DistributedApplicationException($"'{format}' is not an output format. There are: kustomize, helm, compose."),
            };
        }
        catch (ValidationException exception)
        {
            throw new ValidationException(new SourceLocator(builder.AppHostDirectory).Locate(exception.Violations));
        }
    }
}
