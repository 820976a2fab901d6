using Aspirate.Cluster.Objects;

namespace Aspirate.Cluster.Applying.Canaries;

/// <summary>The dashboard that an application's pods send their traces to, and that tells what became of users' requests.</summary>
/// <remarks><see href="https://github.com/dotnet/aspire/blob/main/docs/specs/dashboard-http-api.md"/></remarks>
/// <param name="Selector">The labels of its pods.</param>
/// <param name="Port">The port of its pages, by number or by name.</param>
/// <param name="SecretName">The Secret that its key is in.</param>
public sealed record CanaryTelemetry(IReadOnlyDictionary<string, string> Selector, string Port, string SecretName)
{
    /// <summary>The setting with the key, which is the Secret's entry, too.</summary>
    public const string KeyName = "DASHBOARD__API__PRIMARYAPIKEY";

    private const string ModeName = "DASHBOARD__API__AUTHMODE";
    private const string Pages = "18888";

    /// <summary>Finds it among an application's objects, of whose Secrets only the names are known; <see langword="null"/> when there is none that can be asked.</summary>
    internal static CanaryTelemetry? Of(IReadOnlyList<ClusterObject> objects) => (
        from deployment in objects
        where deployment.Reference.Kind == "Deployment"
        from container in JsonItems.Of(deployment.PodTemplate?["spec"]?["containers"])
        from port in JsonItems.Of(container["ports"])
        where port["containerPort"]?.ToString() == Pages
        let sources = JsonItems.Of(container["envFrom"]).ToList()
        where objects.Any(item => item.Reference.Kind == "ConfigMap" && item.Json["data"]?[ModeName] is not null && sources.Any(source => (string?)source["configMapRef"]?["name"] == item.Reference.Name))
        from secret in sources.Select(source => (string?)source["secretRef"]?["name"]).OfType<string>()
        select new CanaryTelemetry(CanaryObjects.Labels(deployment.Json["spec"]?["selector"]?["matchLabels"]), (string?)port["name"] ?? Pages, secret)).FirstOrDefault();
}
