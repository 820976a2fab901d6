using System.Threading.Channels;
using Auth.Mail;

namespace Auth.Tests.Running;

/// <summary>A mail server's place: what was sent can be read.</summary>
public sealed class SentMails : IEmailSender
{
    private readonly Channel<EmailMessage> _sent = Channel.CreateUnbounded<EmailMessage>();

    public async Task SendAsync(EmailMessage message, CancellationToken cancellationToken) => await _sent.Writer.WriteAsync(message, cancellationToken);

    /// <summary>The next mail, which may still be on its way.</summary>
    public async Task<EmailMessage> NextAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        return await _sent.Reader.ReadAsync(patience.Token);
    }

    public bool HasMore => _sent.Reader.TryPeek(out _);
}
