using Aspire.Hosting.Kubernetes.Objects;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Validation;

/// <summary>Every pod is within the Pod Security Standard that the namespace enforces: "restricted", unless an image is not known.</summary>
internal sealed class PodSecurityRule : IManifestRule
{
    private static readonly HashSet<string> SafeSysctls =
    [
        "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_unprivileged_port_start", "net.ipv4.tcp_syncookies",
        "net.ipv4.ping_group_range", "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout",
        "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem",
    ];

    public IEnumerable<Violation> Check(ManifestSet set)
    {
        var isRestricted = set.Application.PodSecurity == "restricted";
        foreach (var (manifest, pod) in set.PodTemplates)
        {
            foreach (var (field, problem) in CheckPod(pod.Spec, isRestricted))
            {
                yield return At(manifest, $"spec.template.spec.{field}", problem);
            }
        }

        foreach (var (manifest, pod, container, field) in set.Containers)
        {
            foreach (var (part, problem) in CheckContainer(container).Concat(isRestricted ? CheckRestricted(pod.Spec.SecurityContext, container) : []))
            {
                yield return At(manifest, $"{field}.{part}", problem);
            }
        }
    }

    private static IEnumerable<(string Field, string Problem)> CheckPod(V1PodSpec pod, bool isRestricted)
    {
        if (pod.HostNetwork is true || pod.HostPID is true || pod.HostIPC is true)
        {
            yield return ("hostNetwork", "the node's network, processes and memory are out of bounds");
        }

        foreach (var sysctl in (pod.SecurityContext?.Sysctls ?? []).Where(sysctl => !SafeSysctls.Contains(sysctl.Name)))
        {
            yield return ("securityContext.sysctls", $"'{sysctl.Name}' is not one of the safe kernel settings");
        }

        foreach (var volume in pod.Volumes ?? [])
        {
            if (volume.HostPath is not null)
            {
                yield return ($"volumes['{volume.Name}']", "the node's files are out of bounds");
            }
            else if (isRestricted && volume is { ConfigMap: null, Secret: null, EmptyDir: null, PersistentVolumeClaim: null, Projected: null, DownwardAPI: null, Ephemeral: null, Csi: null })
            {
                yield return ($"volumes['{volume.Name}']", "only configMap, csi, downwardAPI, emptyDir, ephemeral, persistentVolumeClaim, projected and secret volumes are allowed");
            }
        }
    }

    private static IEnumerable<(string Field, string Problem)> CheckContainer(V1Container container)
    {
        if (container.SecurityContext?.Privileged is true)
        {
            yield return ("securityContext.privileged", "it must not be true");
        }

        if ((container.Ports ?? []).Any(port => port.HostPort is > 0))
        {
            yield return ("ports", "ports of the node are out of bounds; use a Service of type NodePort");
        }
    }

    private static IEnumerable<(string Field, string Problem)> CheckRestricted(V1PodSecurityContext? pod, V1Container container)
    {
        var security = container.SecurityContext;
        if ((security?.RunAsNonRoot ?? pod?.RunAsNonRoot) is not true)
        {
            yield return ("securityContext.runAsNonRoot", "it has to be true");
        }

        if ((security?.RunAsUser ?? pod?.RunAsUser) is 0)
        {
            yield return ("securityContext.runAsUser", "0 is root");
        }

        if (security?.AllowPrivilegeEscalation is not false)
        {
            yield return ("securityContext.allowPrivilegeEscalation", "it has to be false");
        }

        if (security?.Capabilities?.Drop?.Contains("ALL") is not true || security.Capabilities.Add?.Any(capability => capability != "NET_BIND_SERVICE") is true)
        {
            yield return ("securityContext.capabilities", "ALL has to be dropped, and nothing but NET_BIND_SERVICE may be added");
        }

        if ((security?.SeccompProfile ?? pod?.SeccompProfile)?.Type is not ("RuntimeDefault" or "Localhost"))
        {
            yield return ("securityContext.seccompProfile", "its type has to be RuntimeDefault or Localhost");
        }
    }

    private static Violation At(KubernetesManifest manifest, string field, string problem) => ManifestSet.Violation(manifest, field, problem, KubernetesReference.PodSecurity);
}
