namespace Aspirate.Manifest;

/// <summary>The resource types of the manifest, with their version suffix where it decides something.</summary>
internal static class ManifestTypes
{
    public const string AnnotatedString = "annotated.string";

    public static bool IsParameter(this ManifestResource resource) => IsOfKind(resource, "parameter");

    public static bool IsProject(this ManifestResource resource) => IsOfKind(resource, "project");

    public static bool IsContainer(this ManifestResource resource) => IsOfKind(resource, "container") || IsOfKind(resource, "dockerfile");

    public static bool IsExecutable(this ManifestResource resource) => IsOfKind(resource, "executable");

    /// <summary>Whether the resource is the Dapr sidecar of another.</summary>
    public static bool IsDaprSidecar(this ManifestResource resource) => IsOfKind(resource, "dapr");

    public static bool IsDaprComponent(this ManifestResource resource) => IsOfKind(resource, "dapr.component");

    /// <summary>Whether the resource is nothing but a value that others refer to.</summary>
    public static bool IsValue(this ManifestResource resource) => IsOfKind(resource, "value") || resource.Type == AnnotatedString;

    /// <summary>Whether the resource runs in pods.</summary>
    public static bool IsWorkload(this ManifestResource resource) => resource.IsProject() || resource.IsContainer();

    /// <summary>Whether the resource's image is only built, for the files in it.</summary>
    public static bool IsBuildOnly(this ManifestResource resource) => resource.Build?.BuildOnly is true;

    private static bool IsOfKind(ManifestResource resource, string kind) =>
        resource.Type?.StartsWith(kind + ".v", StringComparison.Ordinal) == true;
}
