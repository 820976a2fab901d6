namespace Microsoft.Extensions.Hosting;

/// <summary>How a replica says goodbye; configuration section <c>Shutdown</c>.</summary>
public sealed class ShutdownOptions
{
    /// <summary>The configuration section that is bound to this class.</summary>
    public const string SectionName = "Shutdown";

    /// <summary>
    /// How long the replica keeps serving after SIGTERM while <c>/health</c> already answers 503, so that load balancers stop
    /// sending before connections are refused. Default: 5 seconds, none in Development. From zero to one minute.
    /// </summary>
    public TimeSpan DrainDelay { get; set; }

    /// <summary>
    /// How long requests in flight may take to finish afterwards. Default: 20 seconds; together with <see cref="DrainDelay"/>
    /// it stays below the 30 seconds that Kubernetes grants a pod by default.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);
}
