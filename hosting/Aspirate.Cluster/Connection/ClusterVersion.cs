using System.Globalization;
using System.Text.RegularExpressions;

namespace Aspirate.Cluster;

/// <summary>A release of Kubernetes, e.g. 1.36.</summary>
/// <param name="Major">1, for all that there is.</param>
/// <param name="Minor">The minor version.</param>
public sealed partial record ClusterVersion(int Major, int Minor)
{
    /// <summary>
    /// The oldest release that can be deployed to: from here on the API server itself reports unknown fields
    /// (<c>fieldValidation</c>), on which the preflight relies.
    /// </summary>
    public static ClusterVersion Oldest { get; } = new(1, 25);

    /// <summary>Whether it is older than <paramref name="other"/>.</summary>
    /// <param name="other">Another release.</param>
    public bool IsOlderThan(ClusterVersion other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (Major, Minor).CompareTo((other.Major, other.Minor)) < 0;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Major}.{Minor}";

    /// <summary>Reads what an API server reports, which some distributions decorate (<c>27+</c>).</summary>
    internal static ClusterVersion Parse(string major, string minor) => new(Number(major), Number(minor));

    private static int Number(string text) =>
        int.TryParse(LeadingDigits().Match(text).Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex("^[0-9]+")]
    private static partial Regex LeadingDigits();
}
