namespace Microsoft.Extensions.Hosting;

/// <summary>The tags that decide which probe a health check belongs to.</summary>
public static class HealthTags
{
    /// <summary>The check decides whether the replica gets traffic (<c>/health</c>).</summary>
    public const string Ready = "ready";

    /// <summary>The check decides whether the replica must be restarted (<c>/alive</c>, <c>/startup</c>). Never a dependency: restarting cures none.</summary>
    public const string Live = "live";
}
