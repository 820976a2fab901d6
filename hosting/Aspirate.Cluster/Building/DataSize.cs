using System.Globalization;

namespace Aspirate.Cluster.Building;

/// <summary>A number of bytes for people, in the decimal units of container registries.</summary>
internal static class DataSize
{
    public static string Format(long bytes) => bytes switch
    {
        < 1_000 => $"{bytes} B",
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
    };
}
