using Aspire.Hosting.Kubernetes.Description;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>An identity of its own for each workload. It gets a token only where the program talks to the Kubernetes API.</summary>
internal static class ServiceAccountBuilder
{
    public static V1ServiceAccount Build(ObjectContext context) => new()
    {
        ApiVersion = "v1",
        Kind = "ServiceAccount",
        Metadata = new() { Name = context.Name, Labels = context.Labels },
        AutomountServiceAccountToken = IsTokenForAll(context.Workload),
    };

    /// <summary>Whether every container of the pod gets the token, because none of them is the one that needs it.</summary>
    public static bool IsTokenForAll(WorkloadDescription workload) => workload.ApiAccess.Count > 0 && !workload.Sidecars.Any(sidecar => sidecar.HasApiToken);

    public static V1Role? BuildRole(ObjectContext context) => context.Workload.ApiAccess.Count == 0 ? null : new()
    {
        ApiVersion = "rbac.authorization.k8s.io/v1",
        Kind = "Role",
        Metadata = new() { Name = context.Name, Labels = context.Labels },
        Rules = [.. context.Workload.ApiAccess],
    };

    public static V1RoleBinding? BuildRoleBinding(ObjectContext context) => context.Workload.ApiAccess.Count == 0 ? null : new()
    {
        ApiVersion = "rbac.authorization.k8s.io/v1",
        Kind = "RoleBinding",
        Metadata = new() { Name = context.Name, Labels = context.Labels },
        RoleRef = new() { ApiGroup = "rbac.authorization.k8s.io", Kind = "Role", Name = context.Name },
        Subjects = [new() { Kind = "ServiceAccount", Name = context.Name }],
    };
}
