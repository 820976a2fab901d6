namespace Aspirate.Cluster.Rollouts.Decisions;

/// <summary>How sure it is that a problem does not pass by itself.</summary>
internal enum Certainty
{
    /// <summary>It may pass.</summary>
    Possible,

    /// <summary>It does not pass, unless another workload that is still on its way brings what is missing.</summary>
    UnlessOthersHelp,

    /// <summary>It does not pass.</summary>
    Certain,
}
