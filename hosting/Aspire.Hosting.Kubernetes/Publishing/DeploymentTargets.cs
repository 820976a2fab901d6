using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Says on each resource what it becomes in the cluster, for whoever asks the model: pipeline steps, other integrations.</summary>
internal static class DeploymentTargets
{
    public static void Add(DistributedApplicationModel model, KubernetesEnvironmentResource environment)
    {
        foreach (var resource in model.GetComputeResources().Where(environment.IsTargetOf))
        {
            Of(resource, environment, model);
        }

        if (environment is { DashboardEnabled: true, Dashboard: { } dashboard })
        {
            Of(dashboard.Resource, environment, model);
        }
    }

    /// <summary>What <paramref name="resource"/> becomes; the same for every caller.</summary>
    public static KubernetesResource Of(IResource resource, KubernetesEnvironmentResource environment, DistributedApplicationModel model)
    {
        var owner = resource.GetComputeEnvironment() ?? environment.OwningComputeEnvironment ?? environment;
        if (resource.Annotations.OfType<DeploymentTargetAnnotation>().FirstOrDefault(target => target.ComputeEnvironment == owner)?.DeploymentTarget is KubernetesResource known)
        {
            return known;
        }

        var target = new KubernetesResource(resource.Name, resource, environment);
        resource.Annotations.Add(new DeploymentTargetAnnotation(target) { ComputeEnvironment = owner, ContainerRegistry = RegistryOf(environment, model) });
        return target;
    }

    private static IContainerRegistry? RegistryOf(KubernetesEnvironmentResource environment, DistributedApplicationModel model) =>
        environment.TryGetLastAnnotation<ContainerRegistryReferenceAnnotation>(out var chosen)
            ? chosen.Registry
            : model.Resources.OfType<IContainerRegistry>().ToList() is [var only] ? only : null;
}
