using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;
using Aspire.Hosting.Kubernetes.Deploying;
using Aspire.Hosting.Kubernetes.Publishing;
using Aspire.Hosting.Pipelines;

namespace Aspire.Hosting;

/// <summary>Adds Kubernetes clusters to an application and states facts about them.</summary>
public static class KubernetesEnvironmentExtensions
{
    /// <summary>Adds a Kubernetes cluster that the application is published to. It takes no part when the application is run.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <returns>A builder of the environment.</returns>
    public static IResourceBuilder<KubernetesEnvironmentResource> AddKubernetesEnvironment(this IDistributedApplicationBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);

        var environment = new KubernetesEnvironmentResource(name) { Dashboard = builder.CreateDashboard() };
        if (builder.ExecutionContext.IsRunMode)
        {
            return builder.CreateResourceBuilder(environment);
        }

        var refusal = new PipelineRefusal(builder);
        if (!builder.Resources.OfType<KubernetesEnvironmentResource>().Any())
        {
            builder.Pipeline.AddStep(new PipelineStep
            {
                Name = ParameterValues.StepName,
                Description = "Makes values for the parameters that Kubernetes:Parameters names, into a file.",
                Action = context => refusal.RunAsync(() => ParameterValues.WriteAsync(context)),
            });
        }

        return builder.AddResource(environment)
            .ExcludeFromManifest()
            .WithAnnotation(new PipelineStepAnnotation(_ => StepsOf(environment, builder, refusal)));
    }

    // None of them depends on what Aspire does first of all (publish-prereq, deploy-prereq): that asks for every parameter, and keeps the values, secrets too, in a file in clear.
    private static PipelineStep[] StepsOf(KubernetesEnvironmentResource environment, IDistributedApplicationBuilder builder, PipelineRefusal refusal)
    {
        var publisher = new KubernetesPublisher(environment, builder);
        var deployer = new KubernetesDeployer(environment, builder, refusal.HasCommandLine);
        return
        [
            Step("publish", "Writes the Kubernetes objects of", publisher.PublishAsync, WellKnownPipelineSteps.Publish),
            Step("deploy", "Builds the images and brings them and the objects into", deployer.DeployAsync, WellKnownPipelineSteps.Deploy, $"publish-{environment.Name}"),
            Step("destroy", "Takes the application, but not its data, out of", deployer.DestroyAsync, WellKnownPipelineSteps.Destroy),
        ];

        PipelineStep Step(string what, string description, Func<PipelineStepContext, Task> action, string requiredBy, params IEnumerable<string> dependsOn) => new()
        {
            Name = $"{what}-{environment.Name}",
            Description = $"{description} '{environment.Name}'.",
            Resource = environment,
            Action = context => refusal.RunAsync(() => action(context)),
            RequiredBySteps = [requiredBy],
            DependsOnSteps = [.. dependsOn],
        };
    }

    /// <summary>Sets properties of a cluster.</summary>
    /// <param name="builder">The cluster.</param>
    /// <param name="configure">Sets them.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesEnvironmentResource> WithProperties(this IResourceBuilder<KubernetesEnvironmentResource> builder, Action<KubernetesEnvironmentResource> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);

        configure(builder.Resource);
        return builder;
    }

    /// <summary>Says whether the dashboard is published with the application.</summary>
    /// <param name="builder">The cluster.</param>
    /// <param name="enabled">Whether it is.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesEnvironmentResource> WithDashboard(this IResourceBuilder<KubernetesEnvironmentResource> builder, bool enabled = true) =>
        builder.WithProperties(environment => environment.DashboardEnabled = enabled);

    /// <summary>Publishes the dashboard with the application, changed as asked.</summary>
    /// <param name="builder">The cluster.</param>
    /// <param name="configure">Changes the dashboard.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesEnvironmentResource> WithDashboard(this IResourceBuilder<KubernetesEnvironmentResource> builder, Action<IResourceBuilder<KubernetesAspireDashboardResource>> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);

        configure(builder.Resource.Dashboard!);
        return builder.WithDashboard(enabled: true);
    }

    /// <summary>Names the application's namespace, release and chart.</summary>
    /// <param name="builder">The cluster.</param>
    /// <param name="configure">Names them.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesEnvironmentResource> WithHelm(this IResourceBuilder<KubernetesEnvironmentResource> builder, Action<HelmChartOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        configure?.Invoke(new HelmChartOptions(builder.Resource));
        return builder;
    }

    /// <summary>Names a pool of nodes that exists in the cluster.</summary>
    /// <param name="builder">The cluster.</param>
    /// <param name="name">The pool's name: the value of the nodes' label.</param>
    /// <returns>A builder of the pool.</returns>
    public static IResourceBuilder<KubernetesNodePoolResource> AddNodePool(this IResourceBuilder<KubernetesEnvironmentResource> builder, string name) =>
        builder.AddPublishOnlyChild(new KubernetesNodePoolResource(name, builder.Resource));

    /// <summary>Has a resource run on the nodes of a pool only.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="nodePool">The pool.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithNodePool<T>(this IResourceBuilder<T> builder, IResourceBuilder<KubernetesNodePoolResource> nodePool)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(nodePool);

        var pool = nodePool.Resource;
        return builder.WithWorkloadChange(workload => workload with { NodeSelector = new Dictionary<string, string> { [pool.NodeSelectorLabelKey] = pool.Name } });
    }

    // What exists in the cluster only is no resource of a local run.
    internal static IResourceBuilder<T> AddPublishOnlyChild<T>(this IResourceBuilder<KubernetesEnvironmentResource> builder, T child)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);

        var application = builder.ApplicationBuilder;
        return application.ExecutionContext.IsRunMode
            ? application.CreateResourceBuilder(child)
            : application.AddResource(child).ExcludeFromManifest();
    }

    internal static IResourceBuilder<T> WithWorkloadChange<T>(this IResourceBuilder<T> builder, Func<Kubernetes.Description.WorkloadDescription, Kubernetes.Description.WorkloadDescription> change)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.WithAnnotation(new WorkloadChangeAnnotation(change));
    }
}
