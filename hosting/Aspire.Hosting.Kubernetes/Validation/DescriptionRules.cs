using System.Text.RegularExpressions;
using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Objects;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Validation;

/// <summary>What has to hold of a description before objects can be made of it at all.</summary>
internal static partial class DescriptionRules
{
    public static IEnumerable<Violation> Check(ApplicationDescription application)
    {
        if (!NameSyntax.IsLabel(application.Namespace))
        {
            yield return new(application.Name, null, "namespace", $"'{application.Namespace}' is not a DNS label: at most 63 lower case letters, digits and hyphens", KubernetesReference.Names, null);
        }

        if (!NameSyntax.IsLabelValue(application.Name))
        {
            yield return new(application.Name, null, "application name", $"'{application.Name}' cannot be the value of a label: at most 63 letters, digits, '-', '_' and '.'", KubernetesReference.Labels, null);
        }

        if (!NameSyntax.IsLabelValue(WorkloadLabels.OfVersion(application.Version)))
        {
            yield return new(application.Name, null, "application version", $"'{application.Version}' cannot be the value of a label: at most 63 letters, digits, '-', '_', '.' and '+'", KubernetesReference.Labels, null);
        }

        foreach (var group in application.Workloads.GroupBy(workload => workload.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            yield return new(group.Key, null, "name", $"{group.Count()} resources are called '{group.Key}'", KubernetesReference.Names, group.Last().Source);
        }

        foreach (var group in application.Parameters.GroupBy(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            yield return new(group.Key, null, "name", $"{group.Count()} parameters are called '{group.Key}'", KubernetesReference.Names, group.Last().Source);
        }

        foreach (var violation in application.Workloads.Where(workload => workload.IsWritten).SelectMany(workload => Check(application, workload)))
        {
            yield return violation;
        }
    }

    private static IEnumerable<Violation> Check(ApplicationDescription application, WorkloadDescription workload)
    {
        Violation At(string field, string problem, string reference) => new(workload.Name, null, field, problem, reference, workload.Source);

        if (!NameSyntax.IsLabel(workload.Name))
        {
            yield return At("name", $"'{workload.Name}' is not a DNS label: at most 63 lower case letters, digits and hyphens, with a letter or digit at both ends", KubernetesReference.Names);
        }

        if (workload.Replicas < 0)
        {
            yield return At("replicas", $"{workload.Replicas} is less than 0", KubernetesReference.Deployment);
        }

        foreach (var endpoint in workload.Endpoints)
        {
            foreach (var (field, port) in ((string, int)[])[("port", endpoint.Port), ("target port", endpoint.TargetPort)])
            {
                if (port is < 1 or > 65535)
                {
                    yield return At($"endpoint {endpoint.Name}", $"the {field} {port} is not between 1 and 65535", KubernetesReference.Service);
                }
            }
        }

        var quantities = new (string Field, string? Value)[]
        {
            ("CPU request", workload.Resources.CpuRequest),
            ("memory request", workload.Resources.MemoryRequest),
            ("CPU limit", workload.Resources.CpuLimit),
            ("memory limit", workload.Resources.MemoryLimit),
        };
        var sizes = workload.Volumes.Select(volume => ($"size of volume {volume.Name}", volume.Size ?? (volume.IsPersistent ? application.StorageSize : null)));
        foreach (var (field, value) in quantities.Concat(sizes))
        {
            if (value is not null && !IsQuantity(value))
            {
                yield return At(field, $"'{value}' is not a quantity, such as 250m or 256Mi", KubernetesReference.Resources);
            }
        }

        foreach (var entry in workload.Environment.Where(entry => !NameSyntax.IsEnvironmentName(entry.Name)))
        {
            yield return At($"environment variable {entry.Name}", "a name has letters, digits, '_', '-' and '.', and does not begin with a digit; a section of the configuration is set off by '__'", KubernetesReference.Environment);
        }
    }

    private static bool IsQuantity(string value) => QuantityExpression().IsMatch(value) && new ResourceQuantity(value).ToDecimal() > 0;

    // https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
    [GeneratedRegex("^([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][0-9]{1,2})?$", RegexOptions.CultureInvariant)]
    private static partial Regex QuantityExpression();
}
