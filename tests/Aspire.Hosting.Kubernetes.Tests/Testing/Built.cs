using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Objects;
using k8s;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Tests.Testing;

/// <summary>The objects of a description, found by type and name.</summary>
internal static class Built
{
    public static T Object<T>(this ApplicationDescription application, string name)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        ApplicationObjects.Build(application).Manifests.Select(manifest => manifest.Content).OfType<T>().Single(item => item.Metadata.Name == name);

    /// <summary>The Job of a workload, whose name is not known beforehand.</summary>
    public static V1Job Job(this ApplicationDescription application, string name) =>
        ApplicationObjects.Build(application).Manifests.Where(manifest => manifest.Resource == name).Select(manifest => manifest.Content).OfType<V1Job>().Single();

    public static V1PodSpec Pod(this ApplicationDescription application, string name) => application.Object<V1Deployment>(name).Spec.Template.Spec;

    public static V1Container Container(this ApplicationDescription application, string name) => application.Pod(name).Containers.Single();

    public static ApplicationDescription With(this ApplicationDescription application, string name, Func<WorkloadDescription, WorkloadDescription> change) => application with
    {
        Workloads = [.. application.Workloads.Select(workload => workload.Name == name ? change(workload) : workload)],
    };
}
