using System.Reflection;

namespace Cluster.Tests;

/// <summary>Where the sources are, and what was built of them.</summary>
internal static class Repository
{
    public static string Root { get; } = Metadata("Repository");

    public static string AppHost { get; } = Path.Combine(Root, "AppHost");

    public static string Configuration { get; } = Metadata("Configuration");

    public static string Aspirate { get; } = Path.Combine(Root, "hosting", "Aspirate", "bin", Configuration, "net10.0", "aspirate.dll");

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
