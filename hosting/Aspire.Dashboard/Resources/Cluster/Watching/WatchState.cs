namespace Aspire.Dashboard.Resources.Cluster.Watching;

/// <summary>How well the objects of a kind are known.</summary>
internal enum WatchState
{
    /// <summary>Not listed yet.</summary>
    Beginning,

    /// <summary>Known as of now.</summary>
    Live,

    /// <summary>Known as of some time ago: the API server does not answer.</summary>
    Lost,

    /// <summary>Not to be known: the API server refuses.</summary>
    Refused,
}
