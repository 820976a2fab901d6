namespace Aspirate.Cluster.Applying.Api;

/// <summary>What becomes of the objects that a deleted one has brought about, such as a Deployment's pods. The names are the API's.</summary>
internal enum DependentObjects
{
    /// <summary>They go after it.</summary>
    Background,

    /// <summary>They go before it.</summary>
    Foreground,

    /// <summary>They stay.</summary>
    Orphan,
}
