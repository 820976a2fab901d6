namespace Aspire.Hosting.Kubernetes.Validation;

/// <summary>Where the rules of Kubernetes are written down.</summary>
internal static class KubernetesReference
{
    public const string Names = "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/";
    public const string Labels = "https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set";
    public const string Annotations = "https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/#syntax-and-character-set";
    public const string Deployment = "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/";
    public const string Pod = "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/";
    public const string Probes = "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/";
    public const string Service = "https://kubernetes.io/docs/concepts/services-networking/service/";
    public const string Ingress = "https://kubernetes.io/docs/concepts/services-networking/ingress/";
    public const string Gateway = "https://gateway-api.sigs.k8s.io/reference/spec/";
    public const string NetworkPolicy = "https://kubernetes.io/docs/concepts/services-networking/network-policies/";
    public const string ConfigMap = "https://kubernetes.io/docs/concepts/configuration/configmap/";
    public const string Secret = "https://kubernetes.io/docs/concepts/configuration/secret/";
    public const string Environment = "https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/";
    public const string Resources = "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/";
    public const string Autoscaler = "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/";
    public const string DisruptionBudget = "https://kubernetes.io/docs/tasks/run-application/configure-pdb/";
    public const string PodSecurity = "https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted";
    public const string Volumes = "https://kubernetes.io/docs/concepts/storage/volumes/";
    public const string Images = "https://kubernetes.io/docs/concepts/containers/images/";
}
