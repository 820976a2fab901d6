using Cluster.Tests.Small;
using k8s;
using k8s.Models;

namespace Cluster.Tests;

/// <summary>Clusters that cannot be used as asked: what is wrong is told before anything is changed.</summary>
public sealed class BadClusterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task There_is_no_kubeconfig()
    {
        await using var application = Web();
        application.Environment["KUBECONFIG"] = "/nowhere/kubeconfig";

        (await application.ApplyAsync()).ShouldFail(ExitCode.Failed, "There is no kubeconfig (looked for /nowhere/kubeconfig)", "minikube start");
        (await application.ApplyAsync("--kubeconfig", "/nowhere/else")).ShouldFail(ExitCode.Failed, "There is no kubeconfig /nowhere/else");
    }

    [Fact]
    public async Task Nobody_listens_at_the_servers_address()
    {
        await using var application = Web();
        var kubeconfig = application.WriteKubeconfig("token: whatever", server: "https://127.0.0.1:1");

        (await application.ApplyAsync("--kubeconfig", kubeconfig)).ShouldFail(ExitCode.Failed, "The API server https://127.0.0.1:1 (context 'test') cannot be reached: nothing listens there.", "Is the cluster running");
    }

    [Fact]
    public async Task The_credentials_are_not_accepted()
    {
        await using var application = Web();
        var kubeconfig = application.WriteKubeconfig("token: forged");

        (await application.ApplyAsync("--kubeconfig", kubeconfig)).ShouldFail(ExitCode.Failed, "does not accept the credentials: they have expired, or were never valid.", "Log in to the cluster again");
    }

    [Fact]
    public async Task The_server_is_not_the_one_that_the_kubeconfig_trusts()
    {
        await using var application = Web();
        var kubeconfig = application.WriteKubeconfig("token: whatever", isTrusted: false);

        (await application.ApplyAsync("--kubeconfig", kubeconfig)).ShouldFail(ExitCode.Failed, "cannot be trusted: ", "get a new one from the cluster");
    }

    [Fact]
    public async Task A_right_is_missing()
    {
        await using var application = Web();
        await application.Client.CoreV1.CreateNamespaceAsync(application.Home(), cancellationToken: Cancellation);
        var kubeconfig = application.WriteKubeconfig($"token: {await VisitorAsync(application)}");

        var apply = await application.ApplyAsync("--kubeconfig", kubeconfig);

        var home = application.Namespace;
        apply.ShouldFail(
            ExitCode.Failed,
            $"You may not create deployments.apps in namespace '{home}'. Ask whoever runs the cluster for a Role with these verbs.",
            $"You may not create, update, delete leases.coordination.k8s.io in namespace '{home}'.",
            "nothing was changed");
        (await application.RunAsync("rollback", "--kubeconfig", kubeconfig)).ShouldFail(
            ExitCode.Failed, $"'system:serviceaccount:{home}:visitor' may not create leases in namespace '{home}'.", "verb 'create' on resource 'leases' in API group 'coordination.k8s.io'");
        (await application.RunAsync("status", "--kubeconfig", kubeconfig)).ShouldFail(ExitCode.Failed, " may not list ", $" in namespace '{home}'");
        (await application.Client.AppsV1.ListNamespacedDeploymentAsync(home, cancellationToken: Cancellation)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_namespace_is_being_deleted()
    {
        await using var application = Web();
        var core = application.Client.CoreV1;
        await core.CreateNamespaceAsync(application.Home(), cancellationToken: Cancellation);
        var held = BusyBox.ConfigMap("held", "by", "somebody");
        held.Metadata.Finalizers = ["tests.example/held"];
        await core.CreateNamespacedConfigMapAsync(held, application.Namespace, cancellationToken: Cancellation);
        await core.DeleteNamespaceAsync(application.Namespace, cancellationToken: Cancellation);
        try
        {
            (await application.ApplyAsync()).ShouldFail(
                ExitCode.Failed, $"The namespace '{application.Namespace}' is being deleted.", $"kubectl wait --for=delete namespace/{application.Namespace}", "Nothing was changed.");
            (await application.RunAsync("rollback")).ShouldFail(ExitCode.Failed, $"The namespace '{application.Namespace}' cannot be locked", "because it is being terminated");
        }
        finally
        {
            await core.PatchNamespacedConfigMapAsync(new V1Patch("""{"metadata":{"finalizers":null}}""", V1Patch.PatchType.MergePatch), "held", application.Namespace, cancellationToken: CancellationToken.None);
        }
    }

    [Fact]
    public async Task Nobody_serves_the_class_of_the_Ingress()
    {
        await using var application = new SmallApplication();
        application.Write(BusyBox.Deployment("web"), new V1Ingress
        {
            ApiVersion = "networking.k8s.io/v1",
            Kind = "Ingress",
            Metadata = BusyBox.Metadata("entrance"),
            Spec = new() { IngressClassName = "no-such-class", DefaultBackend = new() { Service = new() { Name = "web", Port = new() { Number = 80 } } } },
        });

        (await application.ApplyAsync()).ShouldFail(ExitCode.Failed, "Ingress/entrance: there is no IngressClass 'no-such-class'. ", "Install an ingress controller", "Nothing was changed.");
    }

    [Fact]
    public async Task An_object_of_that_name_is_somebody_elses()
    {
        await using var application = Web();
        await application.Client.CoreV1.CreateNamespaceAsync(application.Home(), cancellationToken: Cancellation);
        await application.Client.AppsV1.CreateNamespacedDeploymentAsync(BusyBox.Deployment("web"), application.Namespace, fieldManager: "somebody", cancellationToken: Cancellation);

        (await application.ApplyAsync()).ShouldFail(ExitCode.Failed, $"Deployment/web in namespace '{application.Namespace}' was made by 'somebody'", "take it over with --take-over", "Nothing was changed.");

        (await application.ApplyAsync("--take-over")).ShouldSucceed();
    }

    [Fact]
    public async Task The_cluster_does_not_know_a_kind()
    {
        await using var application = new SmallApplication();
        var invention = BusyBox.ConfigMap("novelty", "KEY", "value");
        (invention.ApiVersion, invention.Kind) = ("novelties.example/v1", "Novelty");
        application.Write(invention);

        (await application.ApplyAsync()).ShouldFail(ExitCode.Failed, "Novelty/novelty: this cluster (Kubernetes ", "has no Novelty in novelties.example/v1", "CustomResourceDefinition");
    }

    private static SmallApplication Web()
    {
        var application = new SmallApplication();
        application.Write(BusyBox.Deployment("web"));
        return application;
    }

    /// <summary>Somebody who may look, and change what is there, but make nothing.</summary>
    /// <returns>The token.</returns>
    private static async Task<string> VisitorAsync(SmallApplication application)
    {
        const string name = "visitor";
        var home = application.Namespace;
        await application.Client.CoreV1.CreateNamespacedServiceAccountAsync(new() { Metadata = new() { Name = name } }, home, cancellationToken: Cancellation);
        var role = new V1Role
        {
            Metadata = new() { Name = name },
            Rules =
            [
                new() { ApiGroups = ["apps"], Resources = ["deployments"], Verbs = ["get", "list", "watch", "patch"] },
                new() { ApiGroups = [""], Resources = ["secrets"], Verbs = ["*"] },
                new() { ApiGroups = ["coordination.k8s.io"], Resources = ["leases"], Verbs = ["get"] },
            ],
        };
        await application.Client.RbacAuthorizationV1.CreateNamespacedRoleAsync(role, home, cancellationToken: Cancellation);
        var binding = new V1RoleBinding
        {
            Metadata = new() { Name = name },
            RoleRef = new() { ApiGroup = "rbac.authorization.k8s.io", Kind = "Role", Name = name },
            Subjects = [new() { Kind = "ServiceAccount", Name = name, NamespaceProperty = home }],
        };
        await application.Client.RbacAuthorizationV1.CreateNamespacedRoleBindingAsync(binding, home, cancellationToken: Cancellation);
        var request = new Authenticationv1TokenRequest { Spec = new() { Audiences = [], ExpirationSeconds = 600 } };
        return (await application.Client.CoreV1.CreateNamespacedServiceAccountTokenAsync(request, name, home, cancellationToken: Cancellation)).Status.Token;
    }
}
