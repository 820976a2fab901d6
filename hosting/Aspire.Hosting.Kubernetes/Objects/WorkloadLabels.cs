using Aspirate.Cluster.Rollouts.Watching;
using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>The labels that Kubernetes recommends, and the two of them that select a workload's pods.</summary>
/// <remarks><see href="https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/"/></remarks>
internal static class WorkloadLabels
{
    public const string Name = ApplicationLabels.Name;
    public const string Instance = "app.kubernetes.io/instance";


    /// <summary>The labels of an object, and of the pods, of a workload.</summary>
    public static Dictionary<string, string> Of(ApplicationDescription application, WorkloadDescription workload) =>
        Of(application, workload.Name, workload.Component);

    public static Dictionary<string, string> Of(ApplicationDescription application, string name, string component) => new()
    {
        [Name] = name,
        [Instance] = application.Name,
        ["app.kubernetes.io/version"] = OfVersion(application.Version),
        ["app.kubernetes.io/component"] = component,
        ["app.kubernetes.io/part-of"] = application.Name,
        [ApplicationLabels.ManagedBy] = ApplicationLabels.Manager,
    };

    /// <summary>A version as a label or an image's tag may have it: without the '+' before build metadata, as Helm writes it.</summary>
    public static string OfVersion(string version) => version.Replace('+', '_');

    /// <summary>The labels of an object that belongs to the application as a whole.</summary>
    public static Dictionary<string, string> Of(ApplicationDescription application) => new()
    {
        ["app.kubernetes.io/part-of"] = application.Name,
        [ApplicationLabels.ManagedBy] = ApplicationLabels.Manager,
    };

    /// <summary>What never changes in a workload's life: a Deployment's selector is immutable.</summary>
    public static Dictionary<string, string> Selector(ApplicationDescription application, string workload) => new()
    {
        [Name] = workload,
        [Instance] = application.Name,
    };
}
