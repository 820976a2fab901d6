namespace Auth.Mail;

/// <summary>Writes mails into the log, where a developer reads them. In Development only: what they hold opens accounts.</summary>
internal sealed partial class LoggingEmailSender(ILogger<LoggingEmailSender> logger) : IEmailSender
{
    public Task SendAsync(EmailMessage message, CancellationToken cancellationToken)
    {
        LogMail(message.To, message.Subject, message.Text);
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Mail to {To}: {Subject}\n{Text}")]
    private partial void LogMail(string to, string subject, string text);
}
