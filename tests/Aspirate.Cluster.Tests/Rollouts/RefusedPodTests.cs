using Aspirate.Cluster.Rollouts;
using k8s.Models;

namespace Aspirate.Cluster.Tests.Rollouts;

/// <summary>The cluster does not let the pods be created at all.</summary>
public sealed class RefusedPodTests
{
    [Theory]
    [InlineData("pods \"auth-new-x\" is forbidden: violates PodSecurity \"restricted:latest\": allowPrivilegeEscalation != false (container \"main\" must set securityContext.allowPrivilegeEscalation=false)", "PodSecurity", "allowPrivilegeEscalation=false")]
    [InlineData("pods \"auth-new-x\" is forbidden: exceeded quota: small, requested: pods=1, used: pods=0, limited: pods=0", "Quota", "exceeded quota: small, requested: pods=1")]
    [InlineData("pods \"auth-new-x\" is forbidden: error looking up service account devops/auth: serviceaccount \"auth\" not found", "ServiceAccount", "serviceaccount \"auth\" not found")]
    [InlineData("admission webhook \"policy.example\" denied the request: no latest tags", "Admission", "no latest tags")]
    [InlineData("pods \"auth-new-x\" is forbidden: maximum cpu usage per Container is 1, but limit is 2", "LimitRange", "maximum cpu usage per Container is 1")]
    public void A_refusal_that_lasts_is_told_in_the_cluster_s_words(string told, string reason, string words)
    {
        var auth = Refused(told, TimeSpan.FromSeconds(30)).JudgeAuth();

        auth.Outcome.ShouldBe(RolloutOutcome.Failed);
        auth.Problem.ShouldNotBeNull().ShouldSatisfyAllConditions(problem => problem.Reason.ShouldBe(reason), problem => problem.Message.ShouldContain(words), problem => problem.Remedy.ShouldNotBeEmpty());
    }

    [Fact]
    public void A_quota_may_become_free_while_a_pod_is_on_its_way_out()
    {
        var cluster = Refused("pods \"auth-new-x\" is forbidden: exceeded quota: small, requested: pods=1, used: pods=2, limited: pods=2", TimeSpan.FromSeconds(30));
        cluster.Pod("auth-old-1", cluster.Find<V1ReplicaSet>("auth-old"), (pod, _) => pod.Metadata.DeletionTimestamp = RecordedCluster.Start.UtcDateTime);

        var auth = cluster.JudgeAuth();

        auth.Outcome.ShouldBe(RolloutOutcome.Progressing);
        auth.Problem.ShouldNotBeNull().Reason.ShouldBe("Quota");
    }

    [Fact]
    public void A_StatefulSet_s_refusal_is_known_by_its_events()
    {
        var cluster = new RecordedCluster { Elapsed = TimeSpan.FromSeconds(30) }.StatefulSet("postgres");
        var set = cluster.Find<V1StatefulSet>("postgres");
        cluster.Event(set, "FailedCreate", "create Pod postgres-0 in StatefulSet postgres failed error: pods \"postgres-0\" is forbidden: error looking up service account devops/postgres: serviceaccount \"postgres\" not found", count: 14, secondsAgo: 60, firstSecondsAgo: 90, container: null);
        Judge().Problem.ShouldNotBeNull().Reason.ShouldBe("ServiceAccount");

        cluster.Event(set, "SuccessfulCreate", "create Pod postgres-0 in StatefulSet postgres successful", secondsAgo: 1, container: null);
        Judge().Problem.ShouldBeNull("what has succeeded since is history");

        WorkloadProgress Judge() => cluster.Judge(false, new WorkloadId(ControllerKind.StatefulSet, "postgres")).Snapshot.Workloads.ShouldHaveSingleItem();
    }

    private static RecordedCluster Refused(string message, TimeSpan elapsed)
    {
        var cluster = new RecordedCluster { Elapsed = elapsed }.Deployment("auth", updated: 0);
        cluster.Find<V1ReplicaSet>("auth-new").Status.Conditions = [new() { Type = "ReplicaFailure", Status = "True", Reason = "FailedCreate", Message = message, LastTransitionTime = RecordedCluster.Start.UtcDateTime }];
        return cluster;
    }
}
