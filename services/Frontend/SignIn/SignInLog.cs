namespace Frontend.SignIn;

internal static partial class SignInLog
{
    [LoggerMessage(LogLevel.Warning, "A login could not be completed: {Reason}")]
    public static partial void LoginFailed(this ILogger logger, string reason);
}
