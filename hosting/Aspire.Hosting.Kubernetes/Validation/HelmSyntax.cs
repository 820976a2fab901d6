using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Aspire.Hosting.Kubernetes.Validation;

/// <summary>The forms that Helm gives to names and versions. What is not in form is told where it is given, before Helm tells it less well.</summary>
internal static partial class HelmSyntax
{
    /// <summary>A release's name is the first part of the names of objects, which have 63 characters.</summary>
    public const int ReleaseNameLength = 53;

    private const int ChartNameLength = 250;
    private const int DescriptionLength = 1024;

    public static bool IsReleaseName(string name) => name.Length <= ReleaseNameLength && NameSyntax.IsLabel(name);

    /// <exception cref="ArgumentException">It is none.</exception>
    public static void RequireNamespace(string name, [CallerArgumentExpression(nameof(name))] string? parameter = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name, parameter);
        Require(NameSyntax.IsLabel(name), $"The namespace '{name}' is not a DNS label: at most {NameSyntax.LabelLength} lower case letters, digits and hyphens, with a letter or digit at both ends.", parameter);
    }

    /// <exception cref="ArgumentException">It is none.</exception>
    public static void RequireReleaseName(string name, [CallerArgumentExpression(nameof(name))] string? parameter = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name, parameter);
        Require(IsReleaseName(name), $"The release name '{name}' is not one that Helm takes: at most {ReleaseNameLength} lower case letters, digits and hyphens, with a letter or digit at both ends.", parameter);
    }

    /// <exception cref="ArgumentException">It is none.</exception>
    public static void RequireChartName(string name, [CallerArgumentExpression(nameof(name))] string? parameter = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name, parameter);
        Require(name.Length <= ChartNameLength && ChartNameExpression().IsMatch(name), $"The chart name '{name}' is not one that Helm takes: at most {ChartNameLength} letters, digits, '-', '_' and '.'.", parameter);
    }

    /// <exception cref="ArgumentException">It is none.</exception>
    public static void RequireChartVersion(string version, [CallerArgumentExpression(nameof(version))] string? parameter = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(version, parameter);
        Require(VersionExpression().IsMatch(version), $"The chart version '{version}' is not a semantic version, such as 1.2.3, 1.2.3-beta.1, v1.2.3 or 1.2.", parameter);
    }

    /// <exception cref="ArgumentException">It is none.</exception>
    public static void RequireDescription(string description, [CallerArgumentExpression(nameof(description))] string? parameter = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(description, parameter);
        Require(description.Length <= DescriptionLength, $"The chart's description has {description.Length} characters; at most {DescriptionLength} may be.", parameter);
    }

    /// <exception cref="ArgumentException">It is none.</exception>
    public static void RequireChartReference(string reference, [CallerArgumentExpression(nameof(reference))] string? parameter = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(reference, parameter);
        Require(
            ReferenceExpression().IsMatch(reference) && !reference.StartsWith('-'),
            $"The chart reference '{reference}' is not one that Helm takes, such as oci://registry.example.com/charts/redis, https://example.com/redis-1.2.3.tgz, repository/redis or a folder.",
            parameter);
    }

    /// <exception cref="ArgumentException">It is none.</exception>
    public static void RequireValueKey(string key, [CallerArgumentExpression(nameof(key))] string? parameter = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(key, parameter);
        Require(ValueKeyExpression().IsMatch(key), $"'{key}' is not the path of a chart's value, such as controller.replicas or hosts[0].name.", parameter);
    }

    private static void Require(bool isMet, string otherwise, string? parameter)
    {
        if (!isMet)
        {
            throw new ArgumentException(otherwise, parameter);
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex ChartNameExpression();

    // SemVer 2 (https://semver.org), of which Helm lets the last numbers be left out and a "v" be put before.
    [GeneratedRegex(@"^v?(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){0,2}(-(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(\.(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionExpression();

    [GeneratedRegex(@"^[A-Za-z0-9_./:@+~-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex ReferenceExpression();

    [GeneratedRegex(@"^[A-Za-z0-9_-]+(\[[0-9]+\])*(\.[A-Za-z0-9_-]+(\[[0-9]+\])*)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex ValueKeyExpression();
}
