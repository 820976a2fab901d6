using Aspire.Hosting.Additions;

namespace TestAppHost;

/// <summary>The test service, built beside this program.</summary>
public sealed class TestServiceProject : IBuiltProjectMetadata
{
    public string ProjectPath => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "TestService", "TestService.csproj"));

    public string AssemblyPath => AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Replace("TestAppHost", "TestService", StringComparison.Ordinal)
        + Path.DirectorySeparatorChar + "TestService.dll";
}
