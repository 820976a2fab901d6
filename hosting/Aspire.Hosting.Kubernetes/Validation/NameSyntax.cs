using System.Text.RegularExpressions;

namespace Aspire.Hosting.Kubernetes.Validation;

/// <summary>The forms that Kubernetes gives to names.</summary>
internal static partial class NameSyntax
{
    public const int LabelLength = 63;
    public const int SubdomainLength = 253;

    /// <summary>A DNS label (RFC 1123): the name of a namespace, a container, a workload whose pods get host names.</summary>
    public static bool IsLabel(string? name) => name is { Length: > 0 and <= LabelLength } && LabelExpression().IsMatch(name);

    /// <summary>A DNS label that begins with a letter (RFC 1035): the name of a Service.</summary>
    public static bool IsServiceName(string? name) => IsLabel(name) && char.IsAsciiLetterLower(name![0]);

    /// <summary>A DNS subdomain (RFC 1123): the name of most objects, and a host.</summary>
    public static bool IsSubdomain(string? name) => name is { Length: > 0 and <= SubdomainLength } && SubdomainExpression().IsMatch(name);

    /// <summary>A port's name (IANA_SVC_NAME, RFC 6335).</summary>
    public static bool IsPortName(string? name) => name is { Length: > 0 and <= 15 } && LabelExpression().IsMatch(name) && !name.Contains("--", StringComparison.Ordinal) && name.Any(char.IsAsciiLetter);

    /// <summary>The value of a label; it may be empty.</summary>
    public static bool IsLabelValue(string value) => value.Length == 0 || (value.Length <= LabelLength && QualifiedExpression().IsMatch(value));

    /// <summary>The key of a label or an annotation: an optional DNS prefix, a slash, a name.</summary>
    public static bool IsQualifiedName(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var name = slash < 0 ? key : key[(slash + 1)..];
        return (slash < 0 || IsSubdomain(key[..slash])) && name.Length is > 0 and <= LabelLength && QualifiedExpression().IsMatch(name);
    }

    /// <summary>A key of a ConfigMap or a Secret.</summary>
    public static bool IsDataKey(string key) => key.Length is > 0 and <= SubdomainLength && key is not "." and not ".." && !key.StartsWith("../", StringComparison.Ordinal) && DataKeyExpression().IsMatch(key);

    /// <summary>An environment variable's name, as every shell and every version of Kubernetes takes it.</summary>
    public static bool IsEnvironmentName(string name) => EnvironmentExpression().IsMatch(name);

    /// <summary>A host of an Ingress or a Gateway: a DNS name, its first label may be <c>*</c>.</summary>
    public static bool IsHost(string host) => IsSubdomain(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host);

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", RegexOptions.CultureInvariant)]
    private static partial Regex LabelExpression();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", RegexOptions.CultureInvariant)]
    private static partial Regex SubdomainExpression();

    [GeneratedRegex("^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$", RegexOptions.CultureInvariant)]
    private static partial Regex QualifiedExpression();

    [GeneratedRegex("^[-._a-zA-Z0-9]+$", RegexOptions.CultureInvariant)]
    private static partial Regex DataKeyExpression();

    [GeneratedRegex("^[-._a-zA-Z][-._a-zA-Z0-9]*$", RegexOptions.CultureInvariant)]
    private static partial Regex EnvironmentExpression();
}
