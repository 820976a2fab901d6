using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Kubernetes;

/// <summary>Who may mount a persistent volume, and how.</summary>
[Experimental("ASPIRECOMPUTE002")]
public enum PersistentVolumeAccessMode
{
    /// <summary>One node, for reading and writing.</summary>
    ReadWriteOnce,

    /// <summary>Many nodes, for reading.</summary>
    ReadOnlyMany,

    /// <summary>Many nodes, for reading and writing.</summary>
    ReadWriteMany,

    /// <summary>One pod, for reading and writing.</summary>
    ReadWriteOncePod,
}
