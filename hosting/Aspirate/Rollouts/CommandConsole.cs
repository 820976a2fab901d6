using System.CommandLine;
using Aspirate.Cluster.Deploying;

namespace Aspirate.Rollouts;

/// <summary>The console of a command as a deployment's output: with tables and progress where a person looks.</summary>
internal static class CommandConsole
{
    public static DeploymentOutput Of(InvocationConfiguration console) => new(TextWriter.Synchronized(console.Output), TextWriter.Synchronized(console.Error))
    {
        FollowRollout = (rollout, cancellationToken) => RolloutView.FollowAsync(rollout, console.Output, cancellationToken),
        ShowWork = (description, work) => TerminalOutput.ShowWorkAsync(description, work, console.Output),
    };
}
