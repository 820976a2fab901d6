using Aspire.Hosting.Kubernetes.Description;

namespace Aspirate.Manifest;

/// <summary>
/// As whom a pulled image runs. Images that start as root and change to a user of their own cannot do so under the Pod
/// Security Standard "restricted"; they run as that user from the start.
/// </summary>
internal static class ImageIdentity
{
    /// <summary>The user that .NET's container images are made for (<c>APP_UID</c>).</summary>
    private const long DotNetUser = 1654;

    /// <summary>The first ordinary user of most distributions, which many images are made for.</summary>
    private const long FirstUser = 1000;

    // By the last part of the repository: mirrors and private registries keep it.
    private static readonly Dictionary<string, long> Users = new(StringComparer.Ordinal)
    {
        ["postgres"] = 999,
        ["redis"] = 999,
        ["valkey"] = 999,
        ["rabbitmq"] = 999,
        ["mongo"] = 999,
        ["mysql"] = 999,
        ["mariadb"] = 999,
        ["nginx"] = 101,
        ["nginx-unprivileged"] = 101,
        ["grafana"] = 472,
        ["prometheus"] = 65534,
        ["opentelemetry-collector"] = 10001,
        ["opentelemetry-collector-contrib"] = 10001,
        ["server"] = 10001,
    };

    // Alpine numbers its users differently.
    private static readonly Dictionary<string, long> AlpineUsers = new(StringComparer.Ordinal)
    {
        ["postgres"] = 70,
        ["rabbitmq"] = 100,
    };

    public static ContainerIdentity Of(ContainerImage image, bool isProject)
    {
        if (isProject)
        {
            return new(DotNetUser, DotNetUser, HasReadOnlyRoot: true);
        }

        var name = image.Repository[(image.Repository.LastIndexOf('/') + 1)..];
        var user = image.Tag?.Contains("alpine", StringComparison.Ordinal) == true && AlpineUsers.TryGetValue(name, out var alpine)
            ? alpine
            : Users.GetValueOrDefault(name, FirstUser);

        // What a foreign image writes outside its volumes is not known.
        return new(user, user, HasReadOnlyRoot: false) { WritablePaths = [] };
    }
}
