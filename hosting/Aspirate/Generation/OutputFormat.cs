namespace Aspirate.Generation;

/// <summary>The forms that a generated tree can have.</summary>
internal enum OutputFormat
{
    /// <summary>A folder for <c>kubectl apply -k</c>.</summary>
    Kustomize,

    /// <summary>A Helm chart.</summary>
    Helm,

    /// <summary>A Docker Compose file.</summary>
    Compose,
}
