using Aspirate.Cluster.Deploying;

namespace Aspirate.Commands;

/// <summary>What the tool's exit codes mean.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>The command could not do what it was asked, or <c>--check</c> or <c>diff</c> found a difference.</summary>
    public const int Failure = 1;

    /// <summary>The rollout did not become healthy, and the application is back at the revision before.</summary>
    public const int RolledBack = 3;

    /// <summary>Ended by Ctrl+C (128 + SIGINT, as shells have it).</summary>
    public const int Cancelled = 130;

    /// <summary>The exit code of a deployment.</summary>
    public static int Of(DeploymentOutcome outcome) => outcome switch
    {
        DeploymentOutcome.Succeeded => Success,
        DeploymentOutcome.RolledBack => RolledBack,
        _ => Failure,
    };
}
