namespace Aspire.Hosting.Kubernetes.Description.Completion;

/// <summary>The name of the pod's volume that makes a directory of the image writable.</summary>
internal static class PodVolumeName
{
    public static string Of(string path) => path.Trim('/').Replace('/', '-').Replace('.', '-').ToLowerInvariant();
}
