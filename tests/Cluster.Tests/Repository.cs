using System.Reflection;
using Tests;

namespace Cluster.Tests;

/// <summary>Where the sources are, and what was built of them.</summary>
internal static class Repository
{
    public static string Root => RepositoryRoot.Path;

    public static string AppHost { get; } = Path.Combine(Root, "AppHost");

    public static string Configuration { get; } =
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Configuration").Value!;

    public static string Aspirate { get; } = Path.Combine(Root, "hosting", "Aspirate", "bin", Configuration, "net10.0", "aspirate.dll");
}
