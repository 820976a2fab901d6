using Aspirate.Cluster.Rollouts;

namespace Aspirate.Cluster.Deploying;

/// <summary>Why a workload failed, as a paragraph: what, where, the last lines of the log, the remedy.</summary>
internal static class RolloutProblemText
{
    public static async Task WriteAsync(WorkloadProgress workload, TextWriter output)
    {
        if (workload.Problem is not { } problem)
        {
            return;
        }

        await output.WriteLineAsync($"{workload.Workload}: {problem.Message}");
        if (problem.Pod is { } pod)
        {
            await output.WriteLineAsync($"  pod: {pod}");
        }

        if (problem.LogLines.Count > 0)
        {
            await output.WriteLineAsync($"  the last lines of the log of '{problem.Container}':");
            foreach (var line in problem.LogLines)
            {
                await output.WriteLineAsync($"    | {line}");
            }
        }

        await output.WriteLineAsync($"  what helps: {problem.Remedy}");
    }
}
