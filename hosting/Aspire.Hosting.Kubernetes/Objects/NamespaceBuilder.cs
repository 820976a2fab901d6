using Aspire.Hosting.Kubernetes.Description;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>The namespace, in which the API server refuses every pod that is not "restricted", as far as the application can bear that.</summary>
/// <remarks><see href="https://kubernetes.io/docs/concepts/security/pod-security-admission/"/></remarks>
internal static class NamespaceBuilder
{
    public static V1Namespace Build(ApplicationDescription application)
    {
        var labels = WorkloadLabels.Of(application);
        foreach (var mode in (string[])["enforce", "audit", "warn"])
        {
            labels[$"pod-security.kubernetes.io/{mode}"] = application.PodSecurity;
        }

        return new()
        {
            ApiVersion = "v1",
            Kind = "Namespace",
            Metadata = new() { Name = application.Namespace, Labels = labels },
        };
    }
}
