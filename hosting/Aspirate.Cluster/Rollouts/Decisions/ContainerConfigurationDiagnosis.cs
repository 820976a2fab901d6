using System.Text.RegularExpressions;
using Aspirate.Cluster.Rollouts.Watching;

namespace Aspirate.Cluster.Rollouts.Decisions;

/// <summary>The container cannot be created as it is described: what it refers to does not exist, or its node's rules forbid it.</summary>
internal static partial class ContainerConfigurationDiagnosis
{
    public static Finding? Find(ContainerEvidence container)
    {
        if (container.Waiting is not { Reason: "CreateContainerConfigError" or "CreateContainerError" or "PreCreateHookError" } waiting)
        {
            return null;
        }

        var cause = TerminalText.Line(waiting.Message ?? waiting.Reason);
        var first = container.Events.FirstOrDefault(entry => entry.Reason == "Failed" && entry.Message?.Contains(cause, StringComparison.Ordinal) == true)
            ?? container.Events.FirstOrDefault(entry => entry.Reason == "Failed");
        return new(Explain(container, cause), first is null ? Certainty.Possible : container.Evidence.CertainAfter(container.Evidence.Patience.MissingObject, first.FirstSeen()));
    }

    private static RolloutProblem Explain(ContainerEvidence container, string cause)
    {
        if (MissingReference.Read(cause) is { } missing)
        {
            return container.Problem("MissingConfiguration", $"the container '{container.Container.Name}' needs {missing}", missing.Remedy);
        }

        return NonRootExpression().IsMatch(cause)
            ? container.Problem("SecurityContext", $"the container '{container.Container.Name}' must not run as root, and its image does: {cause}", "Use an image with a user of its own, or state runAsUser in the workload.")
            : container.Problem("ContainerConfiguration", $"the container '{container.Container.Name}' cannot be created: {cause}", "Look at the pod's events: kubectl describe pod.");
    }

    [GeneratedRegex("runAsNonRoot|non-root|non-numeric user", RegexOptions.IgnoreCase)]
    private static partial Regex NonRootExpression();
}
