using k8s;

namespace Cluster.Tests;

/// <summary>The cluster that the environment variable <c>KUBECONFIG</c> leads to. Without it, the tests of this project are skipped.</summary>
internal static class TestCluster
{
    public static bool IsGiven => Environment.GetEnvironmentVariable("KUBECONFIG") is { Length: > 0 };

    public static Kubernetes Connect() => new(KubernetesClientConfiguration.BuildDefaultConfig());
}
