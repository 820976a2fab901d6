using Aspire.Hosting.Additions;

namespace TestAppHost;

/// <summary>The test service, built beside this program.</summary>
public sealed class TestServiceProject : IBuiltProjectMetadata
{
    public string ProjectPath => BuiltPrograms.TestServiceProject;

    public string AssemblyPath => BuiltPrograms.TestServiceAssembly;
}
