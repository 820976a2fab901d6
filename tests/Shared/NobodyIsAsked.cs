using System.Runtime.CompilerServices;

namespace Tests;

/// <summary>What a test sees depends on no registry of the world and on no container engine; those that are about asking say so, and leave nothing behind in the home of who runs them.</summary>
internal static class NobodyIsAsked
{
    [ModuleInitializer]
    internal static void Say()
    {
        Environment.SetEnvironmentVariable("Kubernetes__InspectImages", "Off");
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", Path.Combine(Path.GetTempPath(), "aspirate-tests"));
    }
}
