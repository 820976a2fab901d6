using System.Text.Json.Serialization;

namespace Aspire.Hosting.Kubernetes.Output;

/// <summary>A patch of a kustomization: a file that names the object it changes.</summary>
/// <param name="Path">The file, relative to the kustomization.</param>
internal sealed record KustomizationPatch([property: JsonPropertyName("path")] string Path);
