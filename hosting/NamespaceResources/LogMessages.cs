namespace NamespaceResources;

/// <summary>
/// What this program writes into its log. In one class: the order in which several are generated differs from one compilation to the next, and with it would the
/// image, so that the dashboard's pod would be replaced although nothing has changed.
/// </summary>
internal static partial class LogMessages
{
    [LoggerMessage(LogLevel.Information, "Telling of the namespace '{Namespace}' of {Server}")]
    public static partial void Opened(this ILogger logger, string @namespace, Uri server);

    [LoggerMessage(LogLevel.Warning, "{Message} Trying again.")]
    public static partial void Unreachable(this ILogger logger, string message);

    [LoggerMessage(LogLevel.Warning, "The Kubernetes API refuses: {Message}")]
    public static partial void Refused(this ILogger logger, string message);

    [LoggerMessage(LogLevel.Debug, "{Kind} cannot be listed or watched: {Reason}")]
    public static partial void Lost(this ILogger logger, string kind, string reason);

    [LoggerMessage(LogLevel.Information, "Restarted {Kind} {Name}, as the dashboard asked")]
    public static partial void Restarted(this ILogger logger, string kind, string name);
}
