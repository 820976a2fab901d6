namespace Auth.Mail;

/// <summary>A message to one person, in plain text.</summary>
public sealed record EmailMessage(string To, string Subject, string Text);

/// <summary>Hands a message over.</summary>
public interface IEmailSender
{
    /// <exception cref="EmailException">It was not taken; another attempt may succeed.</exception>
    Task SendAsync(EmailMessage message, CancellationToken cancellationToken);
}

/// <summary>A message was not taken.</summary>
public sealed class EmailException(string message, Exception inner) : Exception(message, inner);
