using System.Text;
using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>
/// The name of a port (IANA_SVC_NAME, RFC 6335): at most 15 characters of lower case letters, digits and single
/// hyphens, with at least one letter.
/// </summary>
internal static class PortName
{
    private const int MaxLength = 15;

    public static string Of(EndpointDescription endpoint)
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
