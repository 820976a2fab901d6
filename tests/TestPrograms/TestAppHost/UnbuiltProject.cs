using Aspire.Hosting.Additions;

namespace TestAppHost;

/// <summary>A project that nobody has built.</summary>
public sealed class UnbuiltProject : IBuiltProjectMetadata
{
    public string ProjectPath => Path.Combine(AppContext.BaseDirectory, "Unbuilt", "Unbuilt.csproj");

    public string AssemblyPath => Path.Combine(AppContext.BaseDirectory, "Unbuilt", "bin", "Unbuilt.dll");
}
