using System.Reflection;

namespace TestAppHost;

/// <summary>Where the programs of the tests are built to.</summary>
public static class BuiltPrograms
{
    public static string TestServiceProject { get; } = Get(nameof(TestServiceProject));

    public static string TestServiceAssembly { get; } = Get(nameof(TestServiceAssembly));

    public static string TestAppHostAssembly { get; } = Get(nameof(TestAppHostAssembly));

    private static string Get(string key) => typeof(BuiltPrograms).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;
}
