using System.Net;
using Aspirate.Cluster.Applying;
using Aspirate.Cluster.Applying.Planning;
using Aspirate.Cluster.Applying.Preflight;
using Aspirate.Cluster.Applying.Revisions;

namespace Aspirate.Cluster.Tests.Applying;

public sealed class ApplicationDeployerTests : IAsyncLifetime
{
    private const string Home = "shop";

    private FakeCluster _cluster = null!;
    private ClusterConnection _connection = null!;
    private ApplicationDeployer _deployer = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync();
        _connection = await ClusterConnection.OpenAsync(kubeconfig: _cluster.Kubeconfig, cancellationToken: Cancellation);
        _deployer = new(_connection, Home, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        _connection.Dispose();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task An_application_is_applied_in_order_and_remembered_without_the_values_of_its_Secrets()
    {
        var told = new List<string>();

        var revision = await ApplyAsync([TestObjects.Deployment("web"), TestObjects.Secret("keys", "hunter2"), TestObjects.ConfigMap("map"), TestObjects.Namespace(Home)], told.Add);

        told.ShouldBe(["Create Secret/keys", "Create ConfigMap/map", "Create Deployment/web"]);
        _cluster.Writes.ShouldBe(["PATCH namespaces/shop", "POST secrets/aspirate-revision-1", "PATCH secrets/keys", "PATCH configmaps/map", "PATCH deployments/web", "PATCH secrets/aspirate-revision-1"]);
        var stored = (await _deployer.HistoryAsync(Cancellation)).ShouldHaveSingleItem();
        (stored.Number, stored.State, stored.Application, stored.Description).ShouldBe((1, RevisionState.Deployed, "shop", "a test"));
        stored.Images.ShouldBe(["web:1"]);
        stored.Objects.Single(item => item.IsSecret).Json["data"].ShouldBeNull();
        revision.Number.ShouldBe(1);
    }

    [Fact]
    public async Task A_second_apply_of_the_same_changes_nothing()
    {
        ClusterObject[] objects = [TestObjects.Namespace(Home), TestObjects.ConfigMap("map"), TestObjects.Secret("keys", "a")];
        await ApplyAsync(objects);
        _cluster.Writes.Clear();

        var plan = await PlanAsync(objects);
        await _deployer.CompleteAsync(plan, await _deployer.ApplyAsync(plan, "again", cancellationToken: Cancellation), cancellationToken: Cancellation);

        plan.IsUnchanged.ShouldBeTrue();
        _cluster.Writes.ShouldBeEmpty();
        (await _deployer.HistoryAsync(Cancellation)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_plan_shows_the_difference_and_changes_nothing()
    {
        await ApplyAsync([TestObjects.Namespace(Home), TestObjects.ConfigMap("map")]);
        _cluster.Writes.Clear();

        var plan = await PlanAsync([TestObjects.Namespace(Home), TestObjects.ConfigMap("map", "two"), TestObjects.ConfigMap("new")]);

        plan.Effective.Select(change => $"{change.Kind} {change.Reference}").ShouldBe(["Change ConfigMap/map", "Create ConfigMap/new"]);
        plan.Effective.First().Before.ShouldContain("KEY: one");
        plan.Effective.First().After.ShouldContain("KEY: two");
        _cluster.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_tree_no_longer_has_is_deleted_when_the_revision_is_good()
    {
        await ApplyAsync([TestObjects.Namespace(Home), TestObjects.ConfigMap("old"), TestObjects.ConfigMap("stays")]);

        var plan = await PlanAsync([TestObjects.Namespace(Home), TestObjects.ConfigMap("stays")]);
        var revision = await _deployer.ApplyAsync(plan, "less", cancellationToken: Cancellation);
        _cluster.Names(Home, "configmaps").ShouldBe(["old", "stays"]);
        await _deployer.CompleteAsync(plan, revision, cancellationToken: Cancellation);

        _cluster.Names(Home, "configmaps").ShouldBe(["stays"]);
    }

    [Fact]
    public async Task What_somebody_else_made_anew_under_an_old_name_is_not_deleted()
    {
        await ApplyAsync([TestObjects.Namespace(Home), TestObjects.ConfigMap("a"), TestObjects.ConfigMap("b")]);
        _cluster.Place($"namespaces/{Home}/configmaps/b", """{"apiVersion":"v1","kind":"ConfigMap"}""");

        await ApplyAsync([TestObjects.Namespace(Home), TestObjects.ConfigMap("a")]);

        _cluster.Names(Home, "configmaps").ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task What_cannot_be_changed_and_loses_nothing_is_made_anew_and_back_again()
    {
        ClusterObject[] before = [TestObjects.Namespace(Home), Service("db", "\"clusterIP\":\"None\""), Database("db")];
        ClusterObject[] after = [TestObjects.Namespace(Home), Service("db", "\"type\":\"ClusterIP\""), Service("db-headless", "\"clusterIP\":\"None\""), Database("db-headless")];
        var first = await ApplyAsync(before);
        _cluster.Writes.Clear();

        var plan = await PlanAsync(after);
        await _deployer.CompleteAsync(plan, await _deployer.ApplyAsync(plan, "anew", cancellationToken: Cancellation), cancellationToken: Cancellation);

        plan.Notes.ShouldBe(
        [
            "Service/db is deleted and made anew, since a Service stays headless or not: its name leads nowhere for a moment.",
            "StatefulSet/db is deleted and made anew, since its governing Service cannot be changed. Its pods and volumes stay.",
        ]);
        _cluster.Writes.Where(write => !write.Contains("secrets/")).ShouldBe(["DELETE services/db", "PATCH services/db", "PATCH services/db-headless", "DELETE statefulsets/db", "PATCH statefulsets/db"]);
        (await PlanAsync(after)).IsUnchanged.ShouldBeTrue();

        var back = await _deployer.PlanRollbackAsync(first, takeOver: false, Cancellation);
        back.Changes.Where(change => change.IsRemade).Select(change => change.Reference.ToString()).ShouldBe(["Service/db", "StatefulSet/db"]);

        static ClusterObject Service(string name, string spec) => TestObjects.Parse($$"""{"apiVersion":"v1","kind":"Service","metadata":{"name":"{{name}}"},"spec":{ {{spec}} } }""");

        static ClusterObject Database(string service) => TestObjects.Parse($$"""{"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"db"},"spec":{"serviceName":"{{service}}"} }""");
    }

    [Fact]
    public async Task A_Job_that_is_to_do_something_else_or_has_failed_is_made_anew_with_its_pods()
    {
        ClusterObject Job(string image, string status = "{}") => TestObjects.Parse($$"""{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"migrate"},"spec":{"template":{"spec":{"image":"{{image}}"} } },"status":{{status}} }""");
        await ApplyAsync([TestObjects.Namespace(Home), Job("one", """{"conditions":[{"type":"Failed","status":"True"}]}""")]);
        _cluster.Writes.Clear();
        _cluster.Judge = (item, isDryRun) => isDryRun && (string?)item["kind"] == "Job" && (string?)item["spec"]!["template"]!["spec"]!["image"] != "one"
            ? (HttpStatusCode.UnprocessableEntity, """{"kind":"Status","apiVersion":"v1","status":"Failure","message":"Job.batch is invalid","reason":"Invalid","details":{"causes":[{"reason":"FieldValueInvalid","message":"Invalid value: field is immutable","field":"spec.template"}]},"code":422}""")
            : null;

        var failed = await PlanAsync([TestObjects.Namespace(Home), Job("one")]);
        await _deployer.ApplyAsync(failed, "again", cancellationToken: Cancellation);
        var same = await PlanAsync([TestObjects.Namespace(Home), Job("one")]);
        var other = await PlanAsync([TestObjects.Namespace(Home), Job("two")]);

        failed.Notes.ShouldBe(["Job/migrate is deleted and made anew, since a Job that has failed or is to do something else cannot be changed. It runs again."]);
        _cluster.Writes.Where(write => !write.Contains("secrets/")).ShouldBe(["DELETE jobs/migrate", "PATCH jobs/migrate"]);
        same.IsUnchanged.ShouldBeTrue();
        other.Notes.ShouldBe(failed.Notes);
    }

    [Fact]
    public async Task What_the_server_has_against_an_object_is_known_before_it_is_deleted_to_be_made_anew()
    {
        ClusterObject Service(string spec) => TestObjects.Parse($$"""{"apiVersion":"v1","kind":"Service","metadata":{"name":"db"},"spec":{ {{spec}} } }""");
        await ApplyAsync([TestObjects.Namespace(Home), Service("\"clusterIP\":\"None\"")]);
        _cluster.Writes.Clear();
        _cluster.Judge = (item, isDryRun) => isDryRun && (string?)item["kind"] == "Service" ? (HttpStatusCode.Forbidden, FakeApiServer.Status(403, "Forbidden", "exceeded quota")) : null;

        (await ProblemsAsync([TestObjects.Namespace(Home), Service("\"type\":\"ClusterIP\"")])).ShouldHaveSingleItem().ShouldContain("exceeded quota");
        _cluster.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Claims_are_never_pruned()
    {
        var claim = TestObjects.Parse("""{"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"data"},"spec":{}}""");
        await ApplyAsync([TestObjects.Namespace(Home), TestObjects.ConfigMap("a"), claim]);

        (await PlanAsync([TestObjects.Namespace(Home), TestObjects.ConfigMap("a")])).Deletions.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_foreign_object_of_the_same_name_is_refused_unless_it_is_taken_over()
    {
        _cluster.Place($"namespaces/{Home}", """{"apiVersion":"v1","kind":"Namespace"}""");
        _cluster.Place($"namespaces/{Home}/configmaps/map", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"labels":{"app.kubernetes.io/managed-by":"aspirate"}},"data":{"KEY":"theirs"}}""");
        ClusterObject[] objects = [TestObjects.ConfigMap("map")];

        (await ProblemsAsync(objects)).ShouldBe(["ConfigMap/map in namespace 'shop' was made by 'kubectl-create', not by aspirate. Choose another namespace, delete it, or take it over with --take-over."]);
        _cluster.Writes.ShouldBeEmpty();

        var plan = await _deployer.PlanAsync(await _deployer.CheckAsync(objects, cancellationToken: Cancellation), takeOver: true, Cancellation);
        await _deployer.ApplyAsync(plan, "mine", cancellationToken: Cancellation);
        _cluster[$"namespaces/{Home}/configmaps/map"]!["data"]!["KEY"]!.GetValue<string>().ShouldBe("one");
    }

    [Fact]
    public async Task A_field_that_somebody_else_manages_is_told_with_its_manager()
    {
        _cluster.Place($"namespaces/{Home}", """{"apiVersion":"v1","kind":"Namespace"}""");
        _cluster.Judge = (_, _) => (HttpStatusCode.Conflict,
            """{"kind":"Status","message":"Apply failed","details":{"causes":[{"reason":"FieldManagerConflict","message":"conflict with \"kubectl-edit\" using v1","field":".data.KEY"}]},"code":409}""");

        (await ProblemsAsync([TestObjects.ConfigMap("map")])).ShouldBe(
            ["ConfigMap/map has fields that somebody else manages, with other values: .data.KEY (set by \"kubectl-edit\" using v1). Take them out of the tree, or take them over with --take-over."]);
    }

    [Fact]
    public async Task Everything_that_is_in_the_way_is_told_at_once_before_anything_is_changed()
    {
        _cluster.Place($"namespaces/{Home}", """{"apiVersion":"v1","kind":"Namespace"}""");
        _cluster.Place("ingressclasses/nginx", """{"apiVersion":"networking.k8s.io/v1","kind":"IngressClass"}""");
        _cluster.Denied.UnionWith(["patch configmaps", "create configmaps"]);

        var problems = await ProblemsAsync(
        [
            TestObjects.ConfigMap("map"),
            TestObjects.Parse("""{"apiVersion":"apps/v1beta1","kind":"Deployment","metadata":{"name":"old"}}"""),
            TestObjects.Parse("""{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"w"}}"""),
            TestObjects.Parse("""{"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"in"},"spec":{"ingressClassName":"traefik"}}"""),
        ]);

        problems.Count.ShouldBe(4);
        problems[0].ShouldStartWith("Deployment/old: this cluster (Kubernetes 1.36) has Deployment in apps/v1, not in apps/v1beta1.");
        problems[1].ShouldStartWith("Widget/w: this cluster (Kubernetes 1.36) has no Widget in example.com/v1.");
        problems[2].ShouldBe("You may not patch, create configmaps in namespace 'shop'. Ask whoever runs the cluster for a Role with these verbs.");
        problems[3].ShouldStartWith("Ingress/in: there is no IngressClass 'traefik'. There are: nginx.");
        _cluster.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_namespace_that_is_being_deleted_is_told_with_what_holds_it()
    {
        _cluster.Place($"namespaces/{Home}", """{"apiVersion":"v1","kind":"Namespace","status":{"phase":"Terminating","conditions":[{"type":"NamespaceContentRemaining","status":"True","message":"1 pod remains"}]}}""");

        (await ProblemsAsync([TestObjects.ConfigMap("map")])).Single().ShouldStartWith("The namespace 'shop' is being deleted. 1 pod remains. Wait until it is gone");
    }

    [Fact]
    public async Task A_namespace_that_neither_exists_nor_comes_with_the_tree_is_told() =>
        (await ProblemsAsync([TestObjects.ConfigMap("map")])).ShouldBe(["There is no namespace 'shop', and the tree does not bring it. Create it with: kubectl create namespace shop"]);

    [Fact]
    public async Task Who_may_not_change_namespaces_can_still_deploy_into_one()
    {
        _cluster.Place($"namespaces/{Home}", """{"apiVersion":"v1","kind":"Namespace"}""");
        _cluster.Denied.Add("patch namespaces");

        await ApplyAsync([TestObjects.Namespace(Home), TestObjects.ConfigMap("map")]);

        _cluster.Names(Home, "configmaps").ShouldBe(["map"]);
        _cluster.Writes.ShouldNotContain("PATCH namespaces/shop");
    }

    [Fact]
    public async Task Another_application_in_the_namespace_is_not_replaced_by_accident()
    {
        await ApplyAsync([TestObjects.Namespace(Home), TestObjects.ConfigMap("map")]);

        (await ProblemsAsync([TestObjects.ConfigMap("other", application: "blog")])).Single().ShouldStartWith("The namespace 'shop' has the application 'shop'; 'blog' would replace it.");
    }

    [Fact]
    public async Task An_object_that_is_refused_in_the_middle_ends_the_apply_and_says_how_far_it_came()
    {
        _cluster.Judge = (item, isDryRun) => !isDryRun && item["metadata"]!["name"]!.GetValue<string>() == "b" ? (HttpStatusCode.Forbidden, FakeApiServer.Status(403, "Forbidden", "exceeded quota: small")) : null;

        var failure = await Should.ThrowAsync<ClusterException>(() => ApplyAsync([TestObjects.Namespace(Home), TestObjects.ConfigMap("a"), TestObjects.ConfigMap("b"), TestObjects.ConfigMap("c")]));

        failure.Message.ShouldContain("ConfigMap/b is refused by the cluster: exceeded quota: small");
        failure.Message.ShouldContain("Applied were 1 of 3 objects (the last is ConfigMap/a)");
        (await _deployer.HistoryAsync(Cancellation)).Single().State.ShouldBe(RevisionState.Failed);
        _cluster.Names(Home, "configmaps").ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_cancelled_apply_ends_after_a_whole_object_and_the_next_one_goes_on()
    {
        ClusterObject[] objects = [TestObjects.Namespace(Home), TestObjects.ConfigMap("a"), TestObjects.ConfigMap("b")];
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var first = await PrepareAsync(objects);

        var interrupted = await Assert.ThrowsAsync<ApplyInterruptedException>(() => _deployer.ApplyAsync(first, "first", _ => cancellation.Cancel(), cancellation.Token));

        interrupted.Message.ShouldStartWith("Interrupted after 1 of 2 objects of revision 1 (the last is ConfigMap/a).");
        (await _deployer.HistoryAsync(Cancellation)).Single().State.ShouldBe(RevisionState.Interrupted);
        await ApplyAsync(objects);
        _cluster.Names(Home, "configmaps").ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task What_a_killed_apply_brought_is_pruned_by_the_next()
    {
        await ApplyAsync([TestObjects.Namespace(Home), TestObjects.ConfigMap("a")]);
        var second = await PlanAsync([TestObjects.Namespace(Home), TestObjects.ConfigMap("a"), TestObjects.ConfigMap("half")]);
        await _deployer.ApplyAsync(second, "killed before it was known to be healthy", cancellationToken: Cancellation);

        await ApplyAsync([TestObjects.Namespace(Home), TestObjects.ConfigMap("a", "two")]);

        _cluster.Names(Home, "configmaps").ShouldBe(["a"]);
        (await _deployer.HistoryAsync(Cancellation)).Select(revision => revision.State).ShouldBe([RevisionState.Deployed, RevisionState.Interrupted, RevisionState.Deployed]);
    }

    [Fact]
    public async Task Ten_revisions_are_kept_and_the_last_good_one()
    {
        await ApplyAsync([TestObjects.Namespace(Home), TestObjects.ConfigMap("a", "good")]);
        for (var i = 0; i < RevisionStore.Kept + 2; i++)
        {
            var plan = await PlanAsync([TestObjects.Namespace(Home), TestObjects.ConfigMap("a", $"bad{i}")]);
            await _deployer.MarkAsync(await _deployer.ApplyAsync(plan, "bad", cancellationToken: Cancellation), RevisionState.Failed);
        }

        await new RevisionStore(_connection.Client, Home, TimeProvider.System).TrimAsync(Cancellation);

        var kept = (await _deployer.HistoryAsync(Cancellation)).Select(revision => revision.Number).ToArray();
        kept.ShouldBe([1, .. Enumerable.Range(4, RevisionStore.Kept)]);
    }

    [Fact]
    public async Task A_rollback_applies_an_earlier_revision_as_a_new_one_and_leaves_Secrets_alone()
    {
        await ApplyAsync([TestObjects.Namespace(Home), TestObjects.ConfigMap("a", "good"), TestObjects.Secret("keys", "one")]);
        await ApplyAsync([TestObjects.Namespace(Home), TestObjects.ConfigMap("a", "bad"), TestObjects.ConfigMap("extra"), TestObjects.Secret("keys", "two")]);
        var good = (await _deployer.HistoryAsync(Cancellation))[0];

        var plan = await _deployer.PlanRollbackAsync(good, takeOver: false, Cancellation);
        await _deployer.CompleteAsync(plan, await _deployer.ApplyAsync(plan, "back", cancellationToken: Cancellation), cancellationToken: Cancellation);

        _cluster[$"namespaces/{Home}/configmaps/a"]!["data"]!["KEY"]!.GetValue<string>().ShouldBe("good");
        _cluster.Names(Home, "configmaps").ShouldBe(["a"]);
        _cluster[$"namespaces/{Home}/secrets/keys"]!["data"]!["password"]!.GetValue<string>().ShouldBe(Convert.ToBase64String("two"u8));
        (await _deployer.HistoryAsync(Cancellation))[^1].Number.ShouldBe(3);
    }

    [Fact]
    public async Task A_rollback_to_a_revision_whose_Secret_is_gone_is_refused()
    {
        await ApplyAsync([TestObjects.Namespace(Home), TestObjects.ConfigMap("a"), TestObjects.Secret("keys", "one")]);
        await ApplyAsync([TestObjects.Namespace(Home), TestObjects.ConfigMap("a")]);
        var first = (await _deployer.HistoryAsync(Cancellation))[0];

        (await Should.ThrowAsync<PreflightException>(() => _deployer.PlanRollbackAsync(first, takeOver: false, Cancellation))).Problems.Single().ShouldStartWith("Revision 1 needs the Secret/keys, which is gone");
    }

    [Fact]
    public async Task Destroying_takes_away_what_was_made_with_the_namespace_and_nothing_else()
    {
        await ApplyAsync([TestObjects.Namespace(Home), TestObjects.ConfigMap("a"), TestObjects.Deployment("web")]);
        _cluster.Place("namespaces/other", """{"apiVersion":"v1","kind":"Namespace"}""");
        _cluster.Place("namespaces/other/configmaps/a", """{"apiVersion":"v1","kind":"ConfigMap"}""");

        (await DestroyAsync(withVolumes: false)).ShouldBeEmpty();

        _cluster[$"namespaces/{Home}"].ShouldBeNull();
        _cluster["namespaces/other/configmaps/a"].ShouldNotBeNull();
        (await _deployer.PlanDestructionAsync(withVolumes: true, Cancellation)).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_namespace_that_was_there_before_stays()
    {
        _cluster.Place($"namespaces/{Home}", """{"apiVersion":"v1","kind":"Namespace"}""");
        await ApplyAsync([TestObjects.Namespace(Home), TestObjects.ConfigMap("a")]);

        await DestroyAsync(withVolumes: true);

        _cluster[$"namespaces/{Home}"].ShouldNotBeNull();
        _cluster.Names(Home, "configmaps").ShouldBeEmpty();
        _cluster.Names(Home, "secrets").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_namespace_with_somebody_elses_things_stays_and_they_are_named()
    {
        await ApplyAsync([TestObjects.Namespace(Home), TestObjects.ConfigMap("a")]);
        _cluster.Place($"namespaces/{Home}/configmaps/theirs", """{"apiVersion":"v1","kind":"ConfigMap"}""");
        _cluster.Place($"namespaces/{Home}/configmaps/kube-root-ca.crt", """{"apiVersion":"v1","kind":"ConfigMap"}""", "kube-controller-manager");

        (await DestroyAsync(withVolumes: false)).Select(reference => reference.ToString()).ShouldBe(["ConfigMap/theirs"]);

        _cluster[$"namespaces/{Home}"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Volumes_stay_with_the_passwords_they_are_locked_with_until_they_are_asked_for()
    {
        await ApplyAsync([TestObjects.Namespace(Home), TestObjects.StatefulSet("db"), TestObjects.ConfigMap("a")]);
        _cluster.Place($"namespaces/{Home}/persistentvolumeclaims/data-db-0", """{"apiVersion":"v1","kind":"PersistentVolumeClaim"}""", "kube-controller-manager");
        _cluster.Place($"namespaces/{Home}/secrets/aspirate-parameters", """{"apiVersion":"v1","kind":"Secret","type":"aspirate.hosting/parameters"}""", "aspirate");

        await DestroyAsync(withVolumes: false);

        _cluster.Names(Home, "statefulsets").ShouldBeEmpty();
        _cluster.Names(Home, "persistentvolumeclaims").ShouldBe(["data-db-0"]);
        _cluster.Names(Home, "secrets").ShouldBe(["aspirate-parameters", "aspirate-revision-1"]);
        (await _deployer.HistoryAsync(Cancellation)).Single().State.ShouldBe(RevisionState.Destroyed);

        (await DestroyAsync(withVolumes: true)).ShouldBeEmpty();

        _cluster[$"namespaces/{Home}"].ShouldBeNull();
    }

    [Fact]
    public async Task A_claim_that_no_revision_remembers_is_not_deleted_with_the_namespace()
    {
        await ApplyAsync([TestObjects.Namespace(Home), TestObjects.ConfigMap("a")]);
        _cluster.Place($"namespaces/{Home}/persistentvolumeclaims/data-forgotten-0", """{"apiVersion":"v1","kind":"PersistentVolumeClaim"}""", "kube-controller-manager");

        await DestroyAsync(withVolumes: false);

        _cluster.Names(Home, "persistentvolumeclaims").ShouldBe(["data-forgotten-0"]);
    }

    [Fact]
    public async Task Only_one_at_a_time_holds_the_lock_and_it_is_free_again_afterwards()
    {
        _cluster.Place($"namespaces/{Home}", """{"apiVersion":"v1","kind":"Namespace"}""");
        var held = await _deployer.LockAsync(cancellationToken: Cancellation);
        var waits = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);

        var second = _deployer.LockAsync(holder => waits.TrySetResult(holder), Cancellation);
        (await waits.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancellation)).ShouldContain(Environment.MachineName);
        second.IsCompleted.ShouldBeFalse();
        await held.DisposeAsync();

        await using (await second)
        {
            _cluster.Names(Home, "leases").ShouldBe(["aspirate"]);
        }

        _cluster.Names(Home, "leases").ShouldBeEmpty();
    }

    private async Task<ApplyPlan> PlanAsync(IReadOnlyList<ClusterObject> objects) =>
        await _deployer.PlanAsync(await _deployer.CheckAsync(objects, cancellationToken: Cancellation), takeOver: false, Cancellation);

    private async Task<ApplyPlan> PrepareAsync(IReadOnlyList<ClusterObject> objects)
    {
        var checkedObjects = await _deployer.CheckAsync(objects, cancellationToken: Cancellation);
        await _deployer.CreateNamespaceAsync(checkedObjects, Cancellation);
        return await _deployer.PlanAsync(checkedObjects, takeOver: false, Cancellation);
    }

    private async Task<Revision> ApplyAsync(IReadOnlyList<ClusterObject> objects, Action<string>? told = null)
    {
        var plan = await PrepareAsync(objects);
        var revision = await _deployer.ApplyAsync(plan, "a test", change => told?.Invoke($"{change.Kind} {change.Reference}"), Cancellation);
        await _deployer.CompleteAsync(plan, revision, cancellationToken: Cancellation);
        return revision;
    }

    private async Task<IReadOnlyList<ObjectReference>> DestroyAsync(bool withVolumes) =>
        await _deployer.DestroyAsync(await _deployer.PlanDestructionAsync(withVolumes, Cancellation), TimeSpan.FromSeconds(30), cancellationToken: Cancellation);

    private async Task<IReadOnlyList<string>> ProblemsAsync(IReadOnlyList<ClusterObject> objects) =>
        (await Should.ThrowAsync<PreflightException>(() => PlanAsync(objects))).Problems;
}
