using System.Security.Cryptography;
using System.Text;
using k8s;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>
/// The name of a Job, which changes with what its pods are: they cannot be changed once the Job exists, so that whoever applies another one,
/// kubectl and helm too, makes a new Job.
/// </summary>
internal static class JobName
{
    /// <summary>How many characters of a hash the name has.</summary>
    public const int HashLength = 8;

    public static string Of(string workload, V1PodTemplateSpec pods) =>
        $"{workload}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(KubernetesJson.Serialize(pods))))[..HashLength]}";
}
