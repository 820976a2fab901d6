using System.Text.RegularExpressions;
using Aspirate.Cluster.Rollouts.Watching;
using k8s;
using k8s.Models;

namespace Aspirate.Cluster.Rollouts.Decisions;

/// <summary>The cluster refuses to create the pods.</summary>
internal static partial class CreationDiagnosis
{
    /// <summary>By the condition that a ReplicaSet keeps of it.</summary>
    public static Finding? Find(V1ReplicaSet replicaSet, Evidence evidence) =>
        replicaSet.Status?.Conditions?.FirstOrDefault(condition => condition is { Type: "ReplicaFailure", Status: "True", Reason: "FailedCreate" }) is { } condition
            ? Explain(condition.Message ?? "", Utc.Of(condition.LastTransitionTime) ?? evidence.Since, evidence)
            : null;

    /// <summary>By the events about a controller that keeps no condition.</summary>
    public static Finding? Find(IKubernetesObject<V1ObjectMeta> controller, Evidence evidence)
    {
        // What has succeeded since is history.
        var attempts = evidence.Objects.EventsOf(controller).Where(entry => entry.Reason is "FailedCreate" or "SuccessfulCreate").ToList();
        return attempts is [.., { Reason: "FailedCreate" } last] ? Explain(last.Message ?? "", last.FirstSeen(), evidence) : null;
    }

    private static Finding Explain(string message, DateTimeOffset first, Evidence evidence)
    {
        var text = TerminalText.Line(message);
        var cause = ForbiddenExpression().Match(text) is { Success: true } forbidden ? forbidden.Groups["cause"].Value : text;

        if (cause.Contains("exceeded quota", StringComparison.Ordinal) || cause.Contains("failed quota", StringComparison.Ordinal))
        {
            // Pods on their way out give their share back.
            var mayBecomeFree = evidence.Objects.All<V1Pod>().Any(pod => pod.Metadata.DeletionTimestamp is not null);
            return new(
                Problem("Quota", $"the namespace's quota leaves no room for the pod: {cause}", "Raise the quota (kubectl describe resourcequota), or ask for less: replicas, requests, limits."),
                mayBecomeFree ? Certainty.Possible : evidence.CertainAfter(evidence.Patience.Refusal, first));
        }

        var (reason, said, remedy) = cause switch
        {
            _ when cause.Contains("violates PodSecurity", StringComparison.Ordinal) =>
                ("PodSecurity", $"the namespace's Pod Security standard forbids the pod: {cause}", "Give the container the security context that is asked for (what aspirate generates has it), or lower the namespace's label pod-security.kubernetes.io/enforce."),
            _ when cause.Contains("service account", StringComparison.Ordinal) =>
                ("ServiceAccount", $"the pod's service account does not exist: {cause}", "Apply the whole tree; each workload's service account is in it."),
            _ when cause.Contains("admission webhook", StringComparison.Ordinal) =>
                ("Admission", $"an admission webhook refuses the pod: {cause}", "Change what it objects to, or ask those who run it."),
            _ when cause.Contains("is being terminated", StringComparison.Ordinal) =>
                ("Namespace", $"the namespace is being deleted: {cause}", "Wait until it is gone (kubectl get namespace), and apply again."),
            _ when LimitExpression().IsMatch(cause) =>
                ("LimitRange", $"the namespace's limit range forbids the pod: {cause}", "Change the requests and limits (WithResources in the model), or the namespace's LimitRange."),
            _ => ("Refused", $"the cluster refuses to create the pod: {cause}", "Change what it objects to."),
        };
        return new(Problem(reason, said, remedy), evidence.CertainAfter(evidence.Patience.MissingObject, first));
    }

    private static RolloutProblem Problem(string reason, string message, string remedy) => new() { Reason = reason, Message = message, Remedy = remedy };

    [GeneratedRegex("""is forbidden: (?<cause>.+)$""")]
    private static partial Regex ForbiddenExpression();

    [GeneratedRegex("""(maximum|minimum) \S+ usage per|must be less than or equal to|limit to request ratio""")]
    private static partial Regex LimitExpression();
}
