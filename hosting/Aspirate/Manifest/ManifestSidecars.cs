using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Description.Completion;

namespace Aspirate.Manifest;

/// <summary>Reads the sidecars and components of Dapr, which a manifest has as resources beside the applications that use them.</summary>
internal sealed class ManifestSidecars(AspireManifest manifest)
{
    // What Dapr has without any store; on the developer's machine it is used for want of another.
    private static readonly HashSet<string> InMemory = new(StringComparer.OrdinalIgnoreCase) { "state", "pubsub" };

    /// <summary>The sidecar of a resource; <see langword="null"/> when it has none.</summary>
    public DaprSidecarDescription? Of(string name) => manifest.Resources.Values
        .Where(resource => resource.IsDaprSidecar() && string.Equals(resource.Dapr?.Application, name, StringComparison.OrdinalIgnoreCase))
        .Select(resource => new DaprSidecarDescription
        {
            AppId = resource.Dapr!.AppId is { Length: > 0 } id ? id : name,
            AppPort = resource.Dapr.AppPort,
            AppProtocol = resource.Dapr.AppProtocol,
            Components = resource.Dapr.Components ?? [],
            Settings = resource.Dapr.Settings.ToDictionary(),
        })
        .FirstOrDefault();

    /// <summary>The components that <paramref name="isWanted"/> chooses.</summary>
    /// <exception cref="ManifestException">The name of one cannot be that of an object.</exception>
    public IEnumerable<DaprComponentDescription> Components(Func<string, bool> isWanted)
    {
        foreach (var (name, resource) in manifest.Resources.Where(entry => entry.Value.IsDaprComponent() && isWanted(entry.Key)))
        {
            if (TypeOf(resource) is { } type)
            {
                yield return ClusterName.Of(name) == name
                    ? new(name, type)
                    : throw new ManifestException($"{name}: programs ask Dapr for the component by this name, and the cluster takes lower-case letters, digits and '-' alone. Rename it in the AppHost and where programs use it, or leave it out: --skip {name}");
            }
        }
    }

    /// <summary>The type of a component with its implementation; <see langword="null"/> when the resource names none and there is no default.</summary>
    public static string? TypeOf(ManifestResource resource) => resource.DaprComponent?.Type switch
    {
        { } block when InMemory.Contains(block) => $"{block}.in-memory",
        { } type when type.Contains('.', StringComparison.Ordinal) => type,
        _ => null,
    };
}
