using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.LocalCluster.Gateway;

/// <summary>What a gateway writes into its console.</summary>
internal static partial class GatewayLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Listening on {Address}")]
    public static partial void Listening(this ILogger logger, string address);

    [LoggerMessage(Level = LogLevel.Error, Message = "The gateway cannot listen on port {Port}: {Reason}")]
    public static partial void CannotListen(this ILogger logger, int? port, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Path}: no route leads there. Answered 404.")]
    public static partial void NoRoute(this ILogger logger, string method, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Path}: '{Resource}' has no ready replica. Answered 503.")]
    public static partial void NoReplica(this ILogger logger, string method, string path, string resource);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Path}: the connection to {Replica} broke, and the request must not be sent twice. Answered 502. {Reason}")]
    public static partial void ConnectionBroke(this ILogger logger, string method, string path, string replica, string? reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Path}: the connection to {Replica} broke in the middle of its answer. {Reason}")]
    public static partial void AnswerBroke(this ILogger logger, string method, string path, string replica, string? reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "'{Path}' leads to '{Kept}'. Its route to '{Left}', for another host, is not served on this machine, where hosts do not count.")]
    public static partial void RouteLeftOut(this ILogger logger, string path, string kept, string left);
}
