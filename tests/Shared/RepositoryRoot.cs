using System.Reflection;

namespace Tests;

/// <summary>The repository that the tests were built in, by metadata of the test assembly: a deterministic build hides the sources' own paths.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } =
        typeof(RepositoryRoot).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;
}
