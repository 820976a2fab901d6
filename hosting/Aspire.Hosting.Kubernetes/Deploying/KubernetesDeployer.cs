using System.Runtime.InteropServices;
using Aspirate.Cluster;
using Aspirate.Cluster.Building;
using Aspirate.Cluster.Building.Registries;
using Aspirate.Cluster.Deploying;
using Aspirate.Cluster.Secrets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Publishing;
using Aspire.Hosting.Pipelines;

namespace Aspire.Hosting.Kubernetes.Deploying;

/// <summary>
/// The deploying steps of a cluster, as <c>aspirate run</c> and <c>aspirate destroy</c> do it: builds the images, applies what was published, waits until it is healthy, and
/// goes back when it does not become so; or takes it away.
/// </summary>
internal sealed class KubernetesDeployer(KubernetesEnvironmentResource environment, IDistributedApplicationBuilder builder, bool hasCommandLine)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly PublishSettings _settings = PublishSettings.Read(builder.Configuration);

    /// <exception cref="DistributedApplicationException">It did not become healthy.</exception>
    /// <exception cref="UserErrorException">The cluster cannot be used, or an image cannot be built.</exception>
    public async Task DeployAsync(PipelineStepContext context)
    {
        var cancellationToken = context.CancellationToken;
        var output = PipelineOutput.Of(context, hasCommandLine);
        var folder = KubernetesPublisher.OutputFolder(context, environment);
        var @namespace = await NamespaceAsync(cancellationToken);
        var values = new ModelParameterValues(context.Model, builder.Configuration);

        // The cluster first: without it, the minutes that a build takes are wasted.
        using var connection = await ConnectAsync(cancellationToken);
        if (ImageSources.FolderOf(folder) is not null)
        {
            await BuildAsync(folder, values, output, cancellationToken);
        }

        var source = new ApplicationSource(folder, @namespace, values, builder.AppHostDirectory) { TellsImages = false };
        var application = await source.ReadAsync(connection, output, cancellationToken);
        var outcome = await new ApplicationRollout(connection, output, new RolloutWait(connection, output, Patience)).ApplyAsync(application, takeOver: false, cancellationToken);
        if (outcome is not DeploymentOutcome.Succeeded)
        {
            throw new DistributedApplicationException(outcome is DeploymentOutcome.RolledBack
                ? $"'{environment.Name}' did not become healthy and runs as before; the reason is above."
                : $"'{environment.Name}' did not become healthy; the reason is above.");
        }

        context.Summary.Add(environment.Name, $"runs in namespace '{@namespace}' (context '{connection.Context}')");
    }

    /// <exception cref="UserErrorException">The cluster cannot be used.</exception>
    public async Task DestroyAsync(PipelineStepContext context)
    {
        var output = PipelineOutput.Of(context, hasCommandLine);
        var @namespace = await NamespaceAsync(context.CancellationToken);
        using var connection = await ConnectAsync(context.CancellationToken);
        var removal = new ApplicationRemoval(connection, @namespace, output);
        var plan = await removal.PlanAsync(withVolumes: false, context.CancellationToken);
        await removal.RunAsync(plan, Patience, context.CancellationToken);
        context.Summary.Add(environment.Name, $"is gone from namespace '{@namespace}' (context '{connection.Context}')");
    }

    private Task<ClusterConnection> ConnectAsync(CancellationToken cancellationToken) => ClusterConnection.OpenAsync(_settings.Context, environment.KubeConfigPath, cancellationToken);

    private async Task<string> NamespaceAsync(CancellationToken cancellationToken) =>
        await new ModelDescriber(environment, builder, _settings).NamespaceAsync(cancellationToken);

    private async Task BuildAsync(string folder, IParameterValues values, DeploymentOutput output, CancellationToken cancellationToken)
    {
        var registry = environment.Annotations.OfType<ContainerRegistryReferenceAnnotation>().LastOrDefault()?.Registry;
        var address = _settings.ImageRegistry ?? await Values.OfAsync(registry?.Endpoint, cancellationToken);
        var target = new Aspirate.Cluster.Building.Targets.TargetSelection(new DockerLogins(Environment.GetEnvironmentVariable))
            .Select(kind: null, address, archiveFolder: null, await ClusterContext.FindAsync(_settings.Context, environment.KubeConfigPath));
        var request = new BuildRequest(builder.AppHostDirectory, await ImageSources.ReadAsync(folder, cancellationToken), values)
        {
            RepositoryPrefix = await Values.OfAsync(registry?.Repository, cancellationToken),
            RuntimeIdentifier = $"linux-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}",
        };
        await new ImageBuild(target, output, TimeProvider.System).RunAsync(request, cancellationToken);
    }
}
