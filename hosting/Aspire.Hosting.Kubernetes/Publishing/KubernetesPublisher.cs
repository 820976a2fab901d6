using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Objects;
using Aspire.Hosting.Kubernetes.Output;
using Aspire.Hosting.Kubernetes.Validation;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>The publishing step of a cluster: model to description to objects to files.</summary>
internal sealed class KubernetesPublisher(KubernetesEnvironmentResource environment, IDistributedApplicationBuilder builder)
{
    private readonly PublishSettings _settings = PublishSettings.Read(builder.Configuration);

    public async Task PublishAsync(PipelineStepContext context)
    {
        var cancellationToken = context.CancellationToken;
        var application = await ReportAsync("Reading the model", () => DescribeAsync(context, cancellationToken), result => $"{result.Workloads.Count} workloads");
        var folder = OutputFolder(context, environment);
        application = await ImageInquiry.CompleteAsync(application, _settings.InspectImages ?? ImageInspectionMode.Auto, _settings.FinalFolder ?? folder, cancellationToken);
        var (tree, remarks) = await ReportAsync("Building and validating the objects", () => Task.FromResult(Build(application, folder)), result => $"{result.Tree.Files.Count} files");
        var changes = await ReportAsync($"Writing {folder}", () => WriteAsync(tree, folder, cancellationToken), result => $"{result.Count} changed");
        context.Summary.Add(environment.Name, changes.Count == 0 ? $"{tree.Files.Count} files are up to date in {folder}" : $"{changes.Count} of {tree.Files.Count} files changed in {folder}");
        if (environment is { DashboardEnabled: true, Dashboard.Resource.NamespaceResources: null })
        {
            context.Summary.Add("dashboard", "shows telemetry only, no resources and no console logs: nothing says where the program NamespaceResources comes from (WithDashboard(dashboard => dashboard.WithNamespaceResources(...)))");
        }

        foreach (var (index, remark) in remarks.Index())
        {
            context.Summary.Add($"{environment.Name} ({index + 1})", remark);
        }

        if (_settings.RemarksPath is { } path)
        {
            await File.WriteAllLinesAsync(path, remarks, cancellationToken);
        }

        async Task<T> ReportAsync<T>(string what, Func<Task<T>> work, Func<T, string> outcome)
        {
            var task = await context.ReportingStep.CreateTaskAsync(what, cancellationToken);
            await using (task.ConfigureAwait(false))
            {
                try
                {
                    var result = await work();
                    await task.CompleteAsync($"{what}: {outcome(result)}", CompletionState.Completed, cancellationToken);
                    return result;
                }
                catch (DistributedApplicationException refusal)
                {
                    await task.CompleteAsync(refusal.Message, CompletionState.CompletedWithError, cancellationToken);
                    throw;
                }
            }
        }
    }

    private async Task<ApplicationDescription> DescribeAsync(PipelineStepContext context, CancellationToken cancellationToken)
    {
        await GivenParameters.CheckAsync(context.Model, _settings.GivenParameters, builder.Configuration, cancellationToken);
        return await new ModelDescriber(environment, builder, _settings).DescribeAsync(context.Model, context.Services, cancellationToken);
    }

    /// <summary>Where the files of a cluster go: one has the output folder to itself, several have a folder each in it.</summary>
    public static string OutputFolder(PipelineStepContext context, KubernetesEnvironmentResource environment)
    {
        var output = context.Services.GetRequiredService<IPipelineOutputService>();
        return context.Model.Resources.OfType<KubernetesEnvironmentResource>().Count() == 1 ? output.GetOutputDirectory() : output.GetOutputDirectory(environment);
    }

    private static async Task<IReadOnlyList<FileDifference>> WriteAsync(FileTree tree, string folder, CancellationToken cancellationToken)
    {
        try
        {
            return await FileTreeWriter.WriteAsync(tree, folder, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"The Kubernetes objects cannot be written: {exception.Message}", exception);
        }
    }

    private (FileTree Tree, IReadOnlyList<string> Remarks) Build(ApplicationDescription application, string folder)
    {
        try
        {
            var format = _settings.OutputFormat?.ToLowerInvariant() ?? "kustomize";
            if (format == "compose")
            {
                return (ComposeFile.Build(application, builder.AppHostDirectory, _settings.FinalFolder ?? folder), [.. ComposeFile.RemarksOn(application, builder.AppHostDirectory), .. ChartFiles.RemarksOn(application, format)]);
            }

            var objects = ApplicationObjects.Build(application);
            var tree = format switch
            {
                "kustomize" => KustomizeTree.Build(objects),
                "helm" => HelmChart.Build(objects),
                _ => throw new DistributedApplicationException($"'{format}' is not an output format. There are: kustomize, helm, compose."),
            };
            return (tree, [.. objects.Application.Remarks, .. ChartFiles.RemarksOn(application, format)]);
        }
        catch (ValidationException exception)
        {
            throw new ValidationException(new SourceLocator(builder.AppHostDirectory).Locate(exception.Violations));
        }
    }
}
