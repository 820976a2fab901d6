using System.Text.RegularExpressions;

namespace Aspirate.Manifest;

/// <summary>Makes the name of a volume a label of RFC 1123, as Kubernetes wants it.</summary>
internal static partial class VolumeName
{
    private const int MaxLength = 40;

    public static string From(string? name, int index)
    {
        var label = NotAllowed().Replace((name ?? "").ToLowerInvariant(), "-").Trim('-');
        return label.Length > 0 ? label[..Math.Min(label.Length, MaxLength)].Trim('-') : $"data-{index}";
    }

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex NotAllowed();
}
