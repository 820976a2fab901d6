using Aspire.Dashboard.Settings;
using k8s;
using k8s.Exceptions;
using Microsoft.Extensions.Options;

namespace Aspire.Dashboard.Resources.Cluster;

/// <summary>The way to the Kubernetes API: a pod's own ServiceAccount, or the kubeconfig of whoever runs the dashboard outside.</summary>
internal static class ClusterAccess
{
    /// <exception cref="OptionsValidationException">There is no way; the message says what is missing.</exception>
    public static IKubernetes Open(DashboardSettings settings)
    {
        try
        {
            var configuration = KubernetesClientConfiguration.IsInCluster()
                ? KubernetesClientConfiguration.InClusterConfig()
                : KubernetesClientConfiguration.BuildConfigFromConfigFile();

            // A watch lasts; each call brings a limit of its own.
            configuration.HttpClientTimeout = Timeout.InfiniteTimeSpan;
            return new Kubernetes(configuration);
        }
        catch (Exception unusable) when (unusable is KubeConfigException or IOException or UnauthorizedAccessException or YamlDotNet.Core.YamlException)
        {
            throw new OptionsValidationException(DashboardSettings.SectionName, typeof(DashboardSettings),
            [
                $"DASHBOARD__KUBERNETES__NAMESPACE is '{settings.Kubernetes.Namespace}', but there is no way to its cluster: {unusable.Message} "
                + "In a pod, its ServiceAccount's token has to be mounted (automountServiceAccountToken: true); elsewhere, KUBECONFIG has to name a kubeconfig with a current context.",
            ]);
        }
    }
}
