using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>The model names a resource's Service.</summary>
/// <param name="Name">The name.</param>
internal sealed record ServiceNameAnnotation(string Name) : IResourceAnnotation
{
    /// <summary>The name of the Service of <paramref name="resource"/>, before it is made one that the cluster takes.</summary>
    public static string NameOf(IResource resource) =>
        resource.TryGetLastAnnotation<ServiceNameAnnotation>(out var named) ? named.Name : $"{resource.Name}-service";
}
