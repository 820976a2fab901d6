using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.LocalCluster.SelfHealing;

/// <summary>Which resources are started again: as the model states it or, where it does not, as what they are for suggests.</summary>
internal static class RestartPolicies
{
    public static Dictionary<IResource, RestartPolicy> Of(DistributedApplicationModel model)
    {
        var waitedForToComplete = model.Resources
            .SelectMany(resource => resource.Annotations.OfType<WaitAnnotation>())
            .Where(wait => wait.WaitType is WaitType.WaitForCompletion)
            .Select(wait => wait.Resource)
            .ToHashSet();

        return model.Resources
            .Where(resource => resource is ProjectResource or ExecutableResource || resource.IsContainer())
            .ToDictionary(resource => resource, resource => resource.Annotations.OfType<RestartPolicyAnnotation>().LastOrDefault()?.Policy ?? Default(resource));

        RestartPolicy Default(IResource resource) =>
            waitedForToComplete.Contains(resource) || resource.Annotations.OfType<ExplicitStartupAnnotation>().Any() ? RestartPolicy.Never
            : resource.Annotations.OfType<EndpointAnnotation>().Any() ? RestartPolicy.Always
            : RestartPolicy.OnFailure;
    }
}
