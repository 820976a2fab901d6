using Aspirate.Cluster.Rollouts.Watching;

namespace Aspirate.Cluster.Rollouts.Decisions;

/// <summary>The container runs, but does not say that it is ready.</summary>
internal static class ProbeDiagnosis
{
    public static Finding? Find(ContainerEvidence container)
    {
        if (container.Status is not { Ready: false, State.Running: { } running } || container.Pod.Spec.InitContainers?.Contains(container.Container) == true)
        {
            return null;
        }

        // A time in the future only tells that the cluster's clock is another one.
        var evidence = container.Evidence;
        var started = Utc.Of(running.StartedAt) ?? evidence.Now;
        if (started < evidence.Now && evidence.Now - started < evidence.Patience.FirstAnswer)
        {
            return null;
        }

        var kind = container.Status.Started == true ? "Readiness" : "Startup";
        if (LastFailure(container, kind) is not { } failure)
        {
            return null;
        }

        // A startup probe has an end of its own: the kubelet restarts the container.
        var hasLasted = kind == "Readiness" && evidence.CertainAfter(evidence.Patience.Readiness, started) == Certainty.Certain;
        var certainty = hasLasted ? Certainty.UnlessOthersHelp : Certainty.Possible;
        return new(container.Problem("Probe", $"the container '{container.Container.Name}' runs, but its {kind.ToLowerInvariant()} probe fails{(failure.Length > 0 ? $": {failure}" : "")}", Remedy(container, kind)), certainty)
        {
            Logs = container.Log(previous: false),
        };
    }

    /// <summary>What the probe said the last time that it failed since the container was started.</summary>
    public static string? LastFailure(ContainerEvidence container, string kind)
    {
        var prefix = $"{kind} probe ";
        var message = container.Events.LastOrDefault(entry => entry.Reason == "Unhealthy" && entry.Message?.StartsWith(prefix, StringComparison.Ordinal) == true)?.Message;
        if (message is null)
        {
            return null;
        }

        var text = TerminalText.Line(message[prefix.Length..]);
        const string failed = "failed:"; // and nothing more for a command that says nothing
        return text.StartsWith(failed, StringComparison.Ordinal) ? text[failed.Length..].TrimStart() : text;
    }

    public static string Remedy(ContainerEvidence container, string kind)
    {
        var probe = kind switch
        {
            "Liveness" => container.Container.LivenessProbe,
            "Startup" => container.Container.StartupProbe,
            _ => container.Container.ReadinessProbe,
        };
        return probe switch
        {
            { HttpGet: { } get } => $"See why the service does not answer {get.Path} on port {get.Port} with success; what it depends on may be missing.",
            { TcpSocket: { } socket } => $"See why nothing listens on port {socket.Port}.",
            { Grpc: { } grpc } => $"See why the gRPC health service on port {grpc.Port} does not say SERVING.",
            { Exec.Command: { } command } => $"Run the probe yourself: kubectl exec {container.Pod.Metadata.Name} -c {container.Container.Name} -- {string.Join(' ', command.Select(Quoted))}",
            _ => "Its log tells why.",
        };
    }

    // For a POSIX shell.
    private static string Quoted(string word) => word.Length > 0 && word.All(character => char.IsAsciiLetterOrDigit(character) || "-_./:=,@%+".Contains(character, StringComparison.Ordinal))
        ? word
        : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
