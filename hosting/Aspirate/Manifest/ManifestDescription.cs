using Aspire.Hosting.Kubernetes.Description;

namespace Aspirate.Manifest;

/// <summary>A manifest as Kubernetes will see it, and what of it cannot be seen there.</summary>
/// <param name="Application">What the objects are made of.</param>
/// <param name="Omissions">One line for each reason to leave resources out: which, why, and what to do about it.</param>
internal sealed record ManifestDescription(ApplicationDescription Application, IReadOnlyList<string> Omissions);
