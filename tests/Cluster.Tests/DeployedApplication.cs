using System.Text.Json.Nodes;
using Cluster.Tests.Small;
using k8s;
using k8s.Models;

namespace Cluster.Tests;

/// <summary>
/// The whole application in a fresh namespace of a real cluster, built, applied and in the end destroyed by <c>aspirate</c>, once for all tests of its collection.
/// Where its images go, the environment variable <c>CLUSTER_TESTS_REGISTRY</c> says; without it, into the cluster itself as <c>aspirate build</c> can.
/// </summary>
public sealed class DeployedApplication : IAsyncLifetime
{
    private const string GatewayClass = "nginx";
    private const string CertificateSecret = "devops-tls";

    private readonly string _folder = Directory.CreateTempSubdirectory("cluster-tests-").FullName;
    private readonly Lazy<SelfSignedCertificate> _certificate;
    private Kubernetes? _client;

    public DeployedApplication() => _certificate = new(() => new(Host));

    /// <summary>A namespace that nobody else has.</summary>
    public string Namespace { get; } = $"cluster-tests-{Guid.NewGuid().ToString("N")[..8]}";

    public string Host => $"{Namespace}.local";

    public Uri Address => new($"{(IsSecure ? "https" : "http")}://{Host}");

    /// <summary>By what requests come in.</summary>
    public WayIn WayIn { get; private set; }

    /// <summary>The overlay over the generated tree that is applied.</summary>
    public string Overlay => Path.Combine(_folder, "k8s-generated", "overlays", "test");

    /// <summary>The address of the controller that lets requests in, whatever the host's name.</summary>
    public string Entrance { get; private set; } = "";

    /// <summary>The certificate of the ways in that are secure; only the tests trust it.</summary>
    internal SelfSignedCertificate Certificate => _certificate.Value;

    public IKubernetes Client => _client!;

    public async ValueTask InitializeAsync()
    {
        if (!TestCluster.IsGiven)
        {
            return;
        }

        var cancellationToken = TestContext.Current.CancellationToken;
        _client = TestCluster.Connect();
        await Aspirate.RunAsync(["generate", "--project-path", Repository.AppHost, "--configuration", Repository.Configuration, "--skip-build", "--output-path", Tree], cancellationToken);
        await WriteOverlayAsync("", cancellationToken);
        await Aspirate.RunAsync(
            ["build", "--project-path", Repository.AppHost, "--input-path", Tree, "--non-interactive", .. Registry()], cancellationToken);
        await ApplyAsync(cancellationToken);
        Entrance = await WaitForIngressAsync(cancellationToken);
    }

    /// <summary>Applies the overlay.</summary>
    /// <returns>What was printed.</returns>
    public Task<string> ApplyAsync(CancellationToken cancellationToken) => Aspirate.RunAsync(ApplyArguments, cancellationToken);

    public string[] ApplyArguments => ["apply", "--project-path", Repository.AppHost, "--input-path", Overlay, "--namespace", Namespace, "--non-interactive"];

    /// <summary>Has requests come in by another way, unless they do already. Between the secure ones, no pod is replaced.</summary>
    public async Task EnterByAsync(WayIn wayIn, CancellationToken cancellationToken)
    {
        if (wayIn == WayIn)
        {
            return;
        }

        if (wayIn is WayIn.SecureGateway)
        {
            Assert.SkipUnless(await WebApplication.GatewayClassAsync(Client) == GatewayClass, $"The overlay is for the Gateway class '{GatewayClass}', which nobody serves here.");
        }

        if (!IsSecure)
        {
            await Client.CoreV1.CreateNamespacedSecretAsync(Certificate.Secret(CertificateSecret), Namespace, cancellationToken: cancellationToken);
        }

        WayIn = wayIn;
        await WriteOverlayAsync("", cancellationToken);
        await ApplyAsync(cancellationToken);
        await OldPodsGoneAsync(cancellationToken);
        Entrance = wayIn is WayIn.SecureGateway ? await GatewayAddressAsync(cancellationToken) : await WaitForIngressAsync(cancellationToken);
    }

    /// <summary>What <c>status --output json</c> says, and its exit code.</summary>
    public async Task<(int ExitCode, JsonNode Status)> StatusAsync(CancellationToken cancellationToken)
    {
        var result = await Aspirate.TryAsync(["status", "--namespace", Namespace, "--output", "json"], cancellationToken);
        return (result.ExitCode, JsonNode.Parse(result.StandardOutput)!);
    }

    /// <summary>Writes the overlay: this namespace's own host, and what a test changes.</summary>
    /// <param name="patches">Further entries of the list <c>patches</c>, as YAML.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="resources">Files of the overlay's folder that are applied too.</param>
    public async Task WriteOverlayAsync(string patches, CancellationToken cancellationToken, params string[] resources)
    {
        Directory.CreateDirectory(Overlay);

        // A kustomization may name folders outside of its own, but no files, and not the folder that it is in: without another overlay below, it lists what the tree does.
        foreach (var file in new[] { "namespace.yaml", "networkpolicy.yaml" })
        {
            File.Copy(Path.Combine(Tree, file), Path.Combine(Overlay, file), overwrite: true);
        }

        string[] based = WayIn switch
        {
            WayIn.SecureIngress => ["../tls"],
            WayIn.SecureGateway => ["../gateway-tls"],
            _ => ["namespace.yaml", "networkpolicy.yaml", "../../postgres", "../../postgres-roles", "../../auth", "../../order", "../../frontend", "../../dashboard", "../../ingress"],
        };
        await File.WriteAllTextAsync(
            Path.Combine(Overlay, "kustomization.yaml"),
            $$"""
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            resources:
            {{string.Join('\n', based.Concat(resources).Select(resource => $"- {resource}"))}}
            patches:
            {{string.Join('\n', HostPatches())}}
            # Room on a small node that has other applications, too; how many pods there are is for the tests to say.
            - target: { kind: Deployment }
              patch: '[{ "op": "replace", "path": "/spec/template/spec/containers/0/resources/requests/cpu", "value": "20m" }]'
            - target: { kind: StatefulSet }
              patch: '[{ "op": "replace", "path": "/spec/template/spec/containers/0/resources/requests/cpu", "value": "20m" }]'
            - target: { kind: HorizontalPodAutoscaler }
              patch: '[{ "op": "replace", "path": "/spec/metrics/0/resource/target/averageUtilization", "value": 10000 }]'
            - patch: '{ apiVersion: v1, kind: ConfigMap, metadata: { name: auth-config }, data: { Auth__Issuer: "{{Address}}auth", Auth__Frontend__Address: "{{Address.GetLeftPart(UriPartial.Authority)}}", Auth__CommandLine__PasswordGrant: "true" } }'
            - patch: '{ apiVersion: v1, kind: ConfigMap, metadata: { name: order-config }, data: { Auth__Issuer: "{{Address}}auth" } }'
            - patch: '{ apiVersion: v1, kind: ConfigMap, metadata: { name: frontend-config }, data: { Auth__Issuer: "{{Address}}auth" } }'
            {{patches}}
            """,
            cancellationToken);
    }

    /// <summary>A client of its own, with no cookies, that comes in as the outside does.</summary>
    public HttpClient CreateClient() => EntranceClient.Create(Entrance, Address, IsSecure ? Certificate.Certificate : null);

    /// <summary>The pods of a resource that are not on their way out.</summary>
    public async Task<IReadOnlyList<V1Pod>> PodsAsync(string resource, CancellationToken cancellationToken) => Staying(await ListPodsAsync(resource, cancellationToken));

    /// <summary>Follows a resource's pods until they are as they should be.</summary>
    public async Task<IReadOnlyList<V1Pod>> WaitForPodsAsync(string resource, Func<IReadOnlyList<V1Pod>, bool> condition, CancellationToken cancellationToken) =>
        Staying(await FollowPodsAsync(Label(resource), pods => condition(Staying(pods)), cancellationToken));

    /// <summary>Waits until no pod is on its way out any more: until then, the version before finishes what it has in hand.</summary>
    public Task OldPodsGoneAsync(CancellationToken cancellationToken) =>
        FollowPodsAsync(null, pods => pods.Items.All(pod => pod.Metadata.DeletionTimestamp is null), cancellationToken);

    /// <summary>How often the desired state of each workload has changed so far.</summary>
    public async Task<IReadOnlyDictionary<string, long?>> GenerationsAsync(CancellationToken cancellationToken)
    {
        var deployments = await Client.AppsV1.ListNamespacedDeploymentAsync(Namespace, cancellationToken: cancellationToken);
        var statefulSets = await Client.AppsV1.ListNamespacedStatefulSetAsync(Namespace, cancellationToken: cancellationToken);
        return deployments.Items.Select(item => item.Metadata).Concat(statefulSets.Items.Select(item => item.Metadata)).ToDictionary(item => item.Name, item => item.Generation);
    }

    /// <summary>Changes an autoscaler as somebody at a command line would.</summary>
    public Task SetAutoscalerMinimumAsync(string resource, int minimum, CancellationToken cancellationToken) =>
        Client.AutoscalingV2.PatchNamespacedHorizontalPodAutoscalerAsync(
            new V1Patch($$"""{"spec":{"minReplicas":{{minimum}} } }""", V1Patch.PatchType.MergePatch), resource, Namespace, cancellationToken: cancellationToken);

    public static bool IsReady(V1Pod pod) => pod.Status.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) is true;

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            // Whatever became of the test run: nothing of it stays in the cluster.
            if (IsSecure)
            {
                await _client.CoreV1.DeleteNamespacedSecretAsync(CertificateSecret, Namespace);
            }

            await Aspirate.TryAsync(["destroy", "--namespace", Namespace, "--volumes", "--non-interactive"], CancellationToken.None);
            var namespaces = await _client.CoreV1.ListNamespaceAsync(fieldSelector: $"metadata.name={Namespace}");
            _client.Dispose();
            namespaces.Items.ShouldBeEmpty();
        }

        if (_certificate.IsValueCreated)
        {
            Certificate.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private bool IsSecure => WayIn is not WayIn.Ingress;

    private IEnumerable<string> HostPatches()
    {
        (string Kind, string Path)[] hosts = WayIn switch
        {
            WayIn.SecureIngress => [("Ingress", "/spec/rules/0/host"), ("Ingress", "/spec/tls/0/hosts/0")],
            WayIn.SecureGateway => [("Gateway", "/spec/listeners/1/hostname"), ("HTTPRoute", "/spec/hostnames/0")],
            _ => [("Ingress", "/spec/rules/0/host")],
        };
        return hosts.Select(host => $$"""- { target: { kind: {{host.Kind}} }, patch: '[{ "op": "replace", "path": "{{host.Path}}", "value": "{{Host}}" }]' }""");
    }

    private async Task<string> GatewayAddressAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var (_, status) = await StatusAsync(cancellationToken);
            if (status["addresses"]!.AsArray().Select(address => (string?)address!["at"]).FirstOrDefault(at => at is not null) is { } known)
            {
                return known;
            }
        }
    }

    private static string Label(string resource) => $"app.kubernetes.io/name={resource}";

    private static IReadOnlyList<V1Pod> Staying(V1PodList pods) => [.. pods.Items.Where(pod => pod.Metadata.DeletionTimestamp is null)];

    private Task<V1PodList> ListPodsAsync(string resource, CancellationToken cancellationToken) =>
        Client.CoreV1.ListNamespacedPodAsync(Namespace, labelSelector: Label(resource), cancellationToken: cancellationToken);

    private async Task<V1PodList> FollowPodsAsync(string? labelSelector, Func<V1PodList, bool> condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            var pods = await Client.CoreV1.ListNamespacedPodAsync(Namespace, labelSelector: labelSelector, cancellationToken: cancellationToken);
            if (condition(pods))
            {
                return pods;
            }

            await NextEvent.WaitAsync(Client.CoreV1.WatchListNamespacedPodAsync(
                Namespace, labelSelector: labelSelector, resourceVersion: pods.ResourceVersion(), timeoutSeconds: 30, cancellationToken: cancellationToken));
        }
    }

    private string Tree => Path.Combine(_folder, "k8s-generated");

    private static string[] Registry() => Environment.GetEnvironmentVariable("CLUSTER_TESTS_REGISTRY") is { Length: > 0 } registry ? ["--container-registry", registry] : [];

    private async Task<string> WaitForIngressAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var ingresses = await Client.NetworkingV1.ListNamespacedIngressAsync(Namespace, cancellationToken: cancellationToken);
            if (ingresses.Items.SelectMany(ingress => ingress.Status?.LoadBalancer?.Ingress ?? []).FirstOrDefault() is { } entrance)
            {
                return entrance.Ip ?? entrance.Hostname;
            }

            await NextEvent.WaitAsync(Client.NetworkingV1.WatchListNamespacedIngressAsync(
                Namespace, resourceVersion: ingresses.ResourceVersion(), timeoutSeconds: 30, cancellationToken: cancellationToken));
        }
    }
}
