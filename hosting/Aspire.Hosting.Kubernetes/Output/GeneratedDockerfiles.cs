using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Objects;

namespace Aspire.Hosting.Kubernetes.Output;

/// <summary>The Dockerfiles that the model makes up: no folder of the sources has them, so the tree does.</summary>
internal static class GeneratedDockerfiles
{
    public static void Write(ApplicationDescription application, FileTree tree)
    {
        foreach (var workload in application.Workloads)
        {
            if (workload.Image.Dockerfile?.Content is { } dockerfile)
            {
                tree.Add(ImageListBuilder.DockerfilePath(workload), dockerfile);
            }
        }
    }
}
