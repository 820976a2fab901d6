namespace Aspire.Hosting.Kubernetes.Description.Completion;

/// <summary>Says what the sidecars and components of Dapr need that no object of the application brings.</summary>
internal static class DaprNeeds
{
    public static ApplicationDescription Apply(ApplicationDescription application)
    {
        var users = application.Workloads.Where(workload => workload is { IsWritten: true, Dapr: not null }).Select(workload => workload.Name).ToList();
        if (users.Count == 0 && application.DaprComponents.Count == 0)
        {
            return application;
        }

        List<string> remarks = [$"Dapr has to be in the cluster before the application (https://docs.dapr.io/operations/hosting/kubernetes/): it gives {(users.Count == 0 ? "programs" : string.Join(", ", users))} the sidecar. The namespace's Pod Security level is 'baseline', which is what that sidecar keeps."];
        var inMemory = application.DaprComponents.Where(component => component.IsInMemory).Select(component => $"{component.Name} ({component.Type})").ToList();
        if (inMemory.Count > 0)
        {
            remarks.Add($"Kept in the memory of each sidecar, as on the developer's machine, and gone with it: {string.Join(", ", inMemory)}. Name the store for the cluster in an overlay, by a patch of the Component's spec.");
        }

        var unset = application.DaprComponents.Where(component => !component.IsInMemory).Select(component => $"{component.Name} ({component.Type})").ToList();
        if (unset.Count > 0)
        {
            remarks.Add($"Written without settings, which the model does not have: {string.Join(", ", unset)}. Give them in an overlay, by a patch of the Component's spec.metadata.");
        }

        return application with { Remarks = [.. application.Remarks, .. remarks] };
    }
}
