using System.Reflection;
using System.Text.Json.Serialization;
using Aspirate.Cluster.Charts;
using Aspirate.Cluster.Secrets.Templates;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Output;

/// <summary>
/// The order in which the fields of a Kubernetes type are written: what identifies a thing first, what it is made of
/// next, long lists last. Fields without a place here follow in the order of the Kubernetes reference, which is
/// alphabetical.
/// </summary>
internal sealed class FieldOrder
{
    private static readonly string[] Common = ["apiVersion", "kind", "metadata", "name", "namespace", "type"];

    private readonly Dictionary<Type, Field[]> _fields = [];

    private readonly Dictionary<Type, string[]> _leading = new()
    {
        [typeof(V1ObjectMeta)] = ["name", "namespace", "labels", "annotations"],
        [typeof(V1DeploymentSpec)] = ["replicas", "revisionHistoryLimit", "minReadySeconds", "progressDeadlineSeconds", "strategy", "selector", "template"],
        [typeof(V1StatefulSetSpec)] = ["serviceName", "replicas", "revisionHistoryLimit", "minReadySeconds", "updateStrategy", "persistentVolumeClaimRetentionPolicy", "selector", "template", "volumeClaimTemplates"],
        [typeof(V1JobSpec)] = ["backoffLimit", "activeDeadlineSeconds", "ttlSecondsAfterFinished", "template"],
        [typeof(V1PodSpec)] = ["serviceAccountName", "automountServiceAccountToken", "enableServiceLinks", "restartPolicy", "terminationGracePeriodSeconds", "nodeSelector", "securityContext", "topologySpreadConstraints", "initContainers", "containers", "volumes"],
        [typeof(V1Container)] = ["name", "image", "imagePullPolicy", "command", "args", "ports", "envFrom", "env", "startupProbe", "readinessProbe", "livenessProbe", "lifecycle", "resources", "securityContext", "volumeMounts"],
        [typeof(V1SecurityContext)] = ["runAsNonRoot", "runAsUser", "runAsGroup", "allowPrivilegeEscalation", "readOnlyRootFilesystem", "capabilities", "seccompProfile"],
        [typeof(V1PodSecurityContext)] = ["runAsNonRoot", "runAsUser", "runAsGroup", "fsGroup", "fsGroupChangePolicy", "seccompProfile"],
        [typeof(V1ContainerPort)] = ["name", "containerPort", "protocol"],
        [typeof(V1EnvVar)] = ["name", "value", "valueFrom"],
        [typeof(V1Probe)] = ["httpGet", "tcpSocket", "exec", "grpc", "initialDelaySeconds", "periodSeconds", "timeoutSeconds", "successThreshold", "failureThreshold"],
        [typeof(V1HTTPGetAction)] = ["path", "port", "scheme"],
        [typeof(V1ResourceRequirements)] = ["requests", "limits"],
        [typeof(V1VolumeMount)] = ["name", "mountPath", "subPath", "readOnly"],
        [typeof(V1TopologySpreadConstraint)] = ["maxSkew", "topologyKey", "whenUnsatisfiable", "labelSelector"],
        [typeof(V1ServiceSpec)] = ["type", "clusterIP", "selector", "ports"],
        [typeof(V1ServicePort)] = ["name", "port", "targetPort", "nodePort", "protocol", "appProtocol"],
        [typeof(V1IngressSpec)] = ["ingressClassName", "defaultBackend", "tls", "rules"],
        [typeof(V1IngressTLS)] = ["hosts", "secretName"],
        [typeof(V1HTTPIngressPath)] = ["path", "pathType", "backend"],
        [typeof(V2HorizontalPodAutoscalerSpec)] = ["scaleTargetRef", "minReplicas", "maxReplicas", "metrics", "behavior"],
        [typeof(V2MetricTarget)] = ["type", "averageUtilization", "averageValue", "value"],
        [typeof(V2HPAScalingRules)] = ["stabilizationWindowSeconds", "selectPolicy", "policies"],
        [typeof(V2HPAScalingPolicy)] = ["type", "value", "periodSeconds"],
        [typeof(V1RollingUpdateDeployment)] = ["maxUnavailable", "maxSurge"],
        [typeof(V1PodDisruptionBudgetSpec)] = ["minAvailable", "maxUnavailable", "unhealthyPodEvictionPolicy", "selector"],
        [typeof(V1SecretVolumeSource)] = ["secretName", "defaultMode", "items"],
        [typeof(V1NetworkPolicySpec)] = ["podSelector", "policyTypes", "ingress", "egress"],
        [typeof(V1NetworkPolicyIngressRule)] = ["from", "ports"],
        [typeof(V1NetworkPolicyEgressRule)] = ["to", "ports"],
        [typeof(V1NetworkPolicyPeer)] = ["namespaceSelector", "podSelector", "ipBlock"],
        [typeof(V1NetworkPolicyPort)] = ["protocol", "port", "endPort"],
        [typeof(V1PersistentVolumeClaimSpec)] = ["accessModes", "storageClassName", "resources"],
        [typeof(SecretTemplate)] = ["apiVersion", "kind", "metadata", "type", "data", "parameters"],
        [typeof(ChartInstallation)] = ["apiVersion", "kind", "metadata", "chart", "version", "release", "namespace", "set"],
        [typeof(V1PolicyRule)] = ["apiGroups", "resources", "resourceNames", "verbs"],
    };

    /// <summary>The fields of <paramref name="type"/> that have a JSON name, in the order of writing.</summary>
    public IReadOnlyList<Field> Of(Type type)
    {
        if (_fields.TryGetValue(type, out var known))
        {
            return known;
        }

        var leading = _leading.GetValueOrDefault(type, Common);
        var fields = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => (Property: property, Name: property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name))
            .Where(entry => entry.Name is not null)
            .Select((entry, position) => (Field: new Field(entry.Name!, entry.Property, entry.Property.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition is JsonIgnoreCondition.Never), Rank: Rank(leading, entry.Name!), Position: position))
            .OrderBy(entry => entry.Rank)
            .ThenBy(entry => entry.Position)
            .Select(entry => entry.Field)
            .ToArray();

        return _fields[type] = fields;
    }

    private static int Rank(string[] leading, string name)
    {
        var rank = Array.IndexOf(leading, name);
        return rank < 0 ? int.MaxValue : rank;
    }

    /// <summary>A field: its name in the Kubernetes API and the property that holds it.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Property">The property.</param>
    /// <param name="IsRequired">Whether it is written even when it is an empty list.</param>
    internal readonly record struct Field(string Name, PropertyInfo Property, bool IsRequired);
}
