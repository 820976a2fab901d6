using System.Text;
using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Description.Completion;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>
/// The name of a port (IANA_SVC_NAME, RFC 6335): at most 15 characters of lower case letters, digits and single
/// hyphens, with at least one letter.
/// </summary>
internal static class PortName
{
    private const int MaxLength = 15;

    /// <summary>The name of <paramref name="endpoint"/>'s port, which no other endpoint of <paramref name="workload"/> has.</summary>
    public static string Of(WorkloadDescription workload, EndpointDescription endpoint)
    {
        var name = Of(endpoint);
        return workload.Endpoints.TakeWhile(other => other.Name != endpoint.Name).Any(other => Of(other) == name)
            ? ClusterName.Hashed(endpoint.Name, MaxLength)
            : name;
    }

    /// <summary>The name of the container's port behind <paramref name="endpoint"/>: a port has one, however many endpoints it has.</summary>
    public static string OfContainer(WorkloadDescription workload, EndpointDescription endpoint) =>
        Of(workload, workload.Endpoints.First(other => (other.TargetPort, other.Protocol) == (endpoint.TargetPort, endpoint.Protocol)));

    private static string Of(EndpointDescription endpoint)
    {
        var name = new StringBuilder();
        foreach (var character in endpoint.Name.ToLowerInvariant())
        {
            var allowed = char.IsAsciiLetterOrDigit(character) ? character : '-';
            if (allowed != '-' || (name.Length > 0 && name[^1] != '-'))
            {
                name.Append(allowed);
            }
        }

        var trimmed = name.ToString()[..Math.Min(name.Length, MaxLength)].Trim('-');
        return trimmed.Any(char.IsAsciiLetter) ? trimmed : $"port-{endpoint.TargetPort}";
    }
}
