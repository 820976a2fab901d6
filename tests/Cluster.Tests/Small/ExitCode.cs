namespace Cluster.Tests.Small;

/// <summary>What scripts rely on.</summary>
internal static class ExitCode
{
    public const int Failed = 1;
    public const int RolledBack = 3;
    public const int Interrupted = 130;
}
