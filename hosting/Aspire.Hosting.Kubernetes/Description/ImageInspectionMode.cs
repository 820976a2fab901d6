namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>Whether registries and container engines are asked what the images say of themselves that are not known.</summary>
public enum ImageInspectionMode
{
    /// <summary>About images of which the tree has no record. Where nobody answers, nothing is forced on an image.</summary>
    Auto,

    /// <summary>About all of them again: tags move, and registries that were away come back.</summary>
    Refresh,

    /// <summary>About none: what the tree has on record stays.</summary>
    Off,
}
